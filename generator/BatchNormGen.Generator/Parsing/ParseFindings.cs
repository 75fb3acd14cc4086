using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>Collects what is wrong with one declaration, and whether a layer can be generated all the same.</summary>
/// <param name="layer">The name by which messages call the layer: their argument <c>{0}</c>.</param>
internal sealed class ParseFindings(string layer)
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>False as soon as an error was found, by us or by the compiler.</summary>
    public bool AllowGeneration { get; private set; } = true;

    /// <summary>Reports a diagnostic.</summary>
    /// <param name="descriptor">What is wrong.</param>
    /// <param name="location">The argument or identifier at fault, in source.</param>
    /// <param name="arguments">The message's arguments from <c>{1}</c> on, numbers already formatted (not for some culture).</param>
    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
    {
        object[] messageArguments = [layer, .. arguments];
        _diagnostics.Add(Diagnostic.Create(descriptor, location, messageArguments));
        AllowGeneration &= descriptor.DefaultSeverity != DiagnosticSeverity.Error;
    }

    /// <summary>Notes an error that the compiler reports by itself: no layer, and no second diagnostic.</summary>
    public void LeaveToCompiler() => AllowGeneration = false;

    public ImmutableArray<Diagnostic> ToImmutable() => _diagnostics.ToImmutable();
}
