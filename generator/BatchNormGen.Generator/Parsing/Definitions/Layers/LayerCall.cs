using System.Collections.Generic;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>A call of a layer in a definition: what it is given, and where that is written.</summary>
internal sealed class LayerCall
{
    /// <summary>The parameter that layers with a name have.</summary>
    public const string NameParameter = "name";

    /// <summary>The word by which it is called: <c>Conv2D</c>.</summary>
    public required string Method { get; init; }

    /// <summary>What it is called on.</summary>
    public required Flow Input { get; init; }

    public required IReadOnlyDictionary<string, LayerArgument> Arguments { get; init; }

    /// <summary>Where <see cref="Method"/> is written.</summary>
    public required Location NameLocation { get; init; }

    /// <summary>The call of the method in which it stands.</summary>
    public required Frame Frame { get; init; }

    public required DefinitionFindings Findings { get; init; }

    /// <summary>The type argument of a layer of the user's own.</summary>
    public ITypeSymbol? OwnType { get; init; }

    public PartialShape Shape => Input.Shape;

    /// <summary>As messages call it: <c>Conv2D 'conv1'</c>, <c>MaxPool</c>.</summary>
    public string DisplayName => Text(NameParameter) is { Length: > 0 } name ? $"{Method} '{LayerNameRules.Shown(name)}'" : Method;

    /// <summary>Whether something is written for a parameter.</summary>
    public bool IsGiven(string parameter) => Arguments.TryGetValue(parameter, out LayerArgument argument) && argument.Expression is not null;

    /// <summary>Where an argument is written; where the layer is called, if it is not.</summary>
    public Location LocationOf(string parameter) =>
        Arguments.TryGetValue(parameter, out LayerArgument argument) && argument.Expression is { } expression ? expression.GetLocation() : NameLocation;

    /// <summary>A number; null where it is unknown.</summary>
    public int? Number(string parameter) => ValueOf(parameter) as int?;

    /// <summary>A number, checked; null where it is unknown or out of range, which has been reported.</summary>
    public int? Number(string parameter, int least, int most = LayerLimits.MaxFeatures, string? expected = null)
    {
        if (Number(parameter) is not { } number)
        {
            return null;
        }

        if (number >= least && number <= most)
        {
            return number;
        }

        OutOfRange(parameter, NumberText.Of(number), expected ?? $"a number from {NumberText.Of(least)} to {NumberText.Of(most)}");
        return null;
    }

    /// <summary>A real number; null where it is unknown, or null.</summary>
    public double? Real(string parameter) => ValueOf(parameter) as double?;

    public bool? Flag(string parameter) => ValueOf(parameter) as bool?;

    public string? Text(string parameter) => ValueOf(parameter) as string;

    /// <summary>Whether the value of a parameter could be read.</summary>
    public bool IsKnown(string parameter) => ValueOf(parameter) is not Unknown;

    public void OutOfRange(string parameter, string value, string expected) =>
        Report(ModelDiagnostics.NumberOutOfRange, LocationOf(parameter), DisplayName, parameter, value, expected);

    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments) => Findings.Report(descriptor, location, Frame, arguments);

    private object? ValueOf(string parameter) => Arguments.TryGetValue(parameter, out LayerArgument argument) ? argument.Value : Unknown.Value;
}
