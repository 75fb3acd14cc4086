using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>A call of a method while a definition is read: its parameters and locals, and where it was called.</summary>
/// <param name="method">The method.</param>
/// <param name="caller">The call in which it is called; null for <c>Define</c>.</param>
/// <param name="callSite">Where it is called; null for <c>Define</c>.</param>
internal sealed class Frame(IMethodSymbol method, Frame? caller, Location? callSite)
{
    private readonly Dictionary<ISymbol, object?> _variables = new(SymbolEqualityComparer.Default);

    /// <summary>How many calls are under way around this one.</summary>
    public int Depth { get; } = caller is null ? 0 : caller.Depth + 1;

    /// <summary>Where the calls stand that led here, the last one first.</summary>
    public IEnumerable<Location> CallSites
    {
        get
        {
            for (Frame? frame = this; frame?.CallSite is { } site; frame = frame.Caller)
            {
                yield return site;
            }
        }
    }

    private Frame? Caller { get; } = caller;

    private Location? CallSite { get; } = callSite;

    private IMethodSymbol Method { get; } = method;

    /// <summary>Sets a parameter or local.</summary>
    public void Assign(ISymbol variable, object? value) => _variables[variable.OriginalDefinition] = value;

    /// <summary>Reads a parameter or local; false where it has not been assigned, which the compiler reports.</summary>
    public bool TryRead(ISymbol variable, out object? value) => _variables.TryGetValue(variable.OriginalDefinition, out value);

    /// <summary>The type that a type parameter of the method, or of one around, stands for in this call.</summary>
    public ITypeSymbol Resolve(ITypeSymbol type)
    {
        Frame? frame = this;
        while (frame is not null && type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter
            && parameter.Ordinal < frame.Method.TypeArguments.Length)
        {
            type = frame.Method.TypeArguments[parameter.Ordinal];
            frame = frame.Caller;
        }

        return type;
    }
}
