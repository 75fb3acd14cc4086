using System.Collections.Generic;
using System.Linq;
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

    /// <summary>The call in <c>Define</c> that led here; null in <c>Define</c> itself.</summary>
    public Frame? Outermost => Caller is null ? null : Caller.Outermost ?? this;

    /// <summary>Where it stands; null for <c>Define</c>.</summary>
    public Location? CallSite { get; } = callSite;

    public IMethodSymbol Method { get; } = method;

    private Frame? Caller { get; } = caller;

    /// <summary>What the call gives for a type parameter; null where it stands for itself.</summary>
    private ITypeSymbol? ArgumentFor(ITypeParameterSymbol parameter)
    {
        ITypeSymbol? argument = parameter.DeclaringMethod is { } method
            ? SymbolEqualityComparer.Default.Equals(method, Method.OriginalDefinition) ? Method.TypeArguments[parameter.Ordinal] : null
            : SymbolEqualityComparer.Default.Equals(parameter.DeclaringType, Method.ContainingType.OriginalDefinition) ? Method.ContainingType.TypeArguments[parameter.Ordinal] : null;
        return SymbolEqualityComparer.Default.Equals(argument, parameter) ? null : argument;
    }

    /// <summary>Sets a parameter or local.</summary>
    public void Assign(ISymbol variable, object? value) => _variables[variable.OriginalDefinition] = value;

    /// <summary>Reads a parameter or local; false where it has not been assigned, which the compiler reports.</summary>
    public bool TryRead(ISymbol variable, out object? value) => _variables.TryGetValue(variable.OriginalDefinition, out value);

    /// <summary>A type with what the type parameters in it stand for in this call: those of the method, and of the class that it belongs to.</summary>
    public ITypeSymbol Resolve(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter when ArgumentFor(parameter) is { } argument => Caller is null ? argument : Caller.Resolve(argument),
        INamedTypeSymbol { Arity: > 0 } generic => generic.ConstructedFrom.Construct([.. generic.TypeArguments.Select(Resolve)]),
        _ => type,
    };
}
