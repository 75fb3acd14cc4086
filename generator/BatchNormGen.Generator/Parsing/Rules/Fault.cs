using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>Something that is wrong with the values of a declaration.</summary>
/// <param name="descriptor">What is wrong.</param>
/// <param name="place">The argument at fault.</param>
/// <param name="arguments">The message's arguments from <c>{1}</c> on.</param>
internal sealed class Fault(DiagnosticDescriptor descriptor, Place place, params string[] arguments)
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    public Place Place { get; } = place;

    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>The name that the argument was probably meant to have, for the code fix that gives it; null if there is none.</summary>
    public string? IntendedName { get; init; }
}
