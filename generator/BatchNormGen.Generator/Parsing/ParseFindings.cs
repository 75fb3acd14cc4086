using System.Collections.Generic;
using System.Collections.Immutable;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>Collects what is wrong with one declaration, and whether a layer or model can be generated all the same.</summary>
/// <param name="subject">What messages begin with, their argument <c>{0}</c>: see <see cref="ParseSubject"/>.</param>
internal sealed class ParseFindings(string subject)
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>False as soon as an error was found, by us or by the compiler.</summary>
    public bool AllowGeneration { get; private set; } = true;

    /// <summary>Reports a diagnostic.</summary>
    /// <param name="descriptor">What is wrong.</param>
    /// <param name="location">The argument or identifier at fault, in source.</param>
    /// <param name="arguments">The message's arguments from <c>{1}</c> on, numbers already formatted (not for some culture).</param>
    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments) =>
        Add(descriptor, location, arguments, ImmutableDictionary<string, string?>.Empty);

    /// <summary>Reports what is wrong with a value.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="location">The fault's place, in source.</param>
    public void Report(Fault fault, Location location)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        Add(
            fault.Descriptor, location, fault.Arguments,
            fault.IntendedName is { } name ? properties.Add(FixableDiagnostics.IntendedName, name) : properties);
    }

    /// <summary>Notes an error that is reported elsewhere, by the compiler or at another attribute: no layer, and no second diagnostic.</summary>
    public void LeaveToOthers() => AllowGeneration = false;

    public ImmutableArray<Diagnostic> ToImmutable() => _diagnostics.ToImmutable();

    private void Add(DiagnosticDescriptor descriptor, Location location, IEnumerable<string> arguments, ImmutableDictionary<string, string?> properties)
    {
        object[] messageArguments = [subject, .. arguments];
        _diagnostics.Add(Diagnostic.Create(descriptor, location, properties, messageArguments));
        AllowGeneration &= descriptor.DefaultSeverity != DiagnosticSeverity.Error;
    }
}
