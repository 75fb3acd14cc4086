using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Collects what is wrong with the definition of a model.</summary>
internal sealed class DefinitionFindings
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly HashSet<(string Id, SyntaxTree? Tree, TextSpan Span)> _places = [];

    /// <summary>Whether there is a model: no error was found, by us or by the compiler.</summary>
    public bool AllowGeneration { get; private set; } = true;

    /// <summary>Reports a diagnostic, once at each place: a block that is called eight times says no more than one that is called once.</summary>
    /// <param name="descriptor">What is wrong.</param>
    /// <param name="location">The argument or name at fault.</param>
    /// <param name="frame">The call in which it was found: where it was called is told too. Null outside of all.</param>
    /// <param name="arguments">The message's arguments but for the last one, which says where the block was called; numbers already formatted (not for some culture).</param>
    public void Report(DiagnosticDescriptor descriptor, Location location, Frame? frame, params string[] arguments) =>
        Report(descriptor, location, frame, [], arguments);

    /// <summary>Reports a diagnostic with other places that are to be looked at.</summary>
    public void Report(DiagnosticDescriptor descriptor, Location location, Frame? frame, IEnumerable<Location> others, params string[] arguments)
    {
        AllowGeneration &= descriptor.DefaultSeverity != DiagnosticSeverity.Error;
        if (_places.Add((descriptor.Id, location.SourceTree, location.SourceSpan)))
        {
            object[] messageArguments = [.. arguments, BlockCallText.Of(frame, location)];
            _diagnostics.Add(Diagnostic.Create(descriptor, location, [.. frame?.CallSites ?? [], .. others], messageArguments));
        }
    }

    /// <summary>Notes that something does not compile: no model, and no word about it.</summary>
    public void LeaveToCompiler() => AllowGeneration = false;

    public ImmutableArray<Diagnostic> ToImmutable() => _diagnostics.ToImmutable();
}
