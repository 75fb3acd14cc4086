using System.Text.Json;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.GoldenVectors;

/// <summary>A batch with what should come of it. What a layer does not have (a gradient of no parameter) is null.</summary>
internal sealed record GoldenStep
{
    public required int[] Dimensions { get; init; }
    public required double[] X { get; init; }
    public required double[] Y { get; init; }
    public double[]? Dy { get; init; }
    public double[]? Dx { get; init; }
    public double[]? Residual { get; init; }
    public double[]? ResidualGradient { get; init; }
    public double[]? GammaGradient { get; init; }
    public double[]? BetaGradient { get; init; }
    public double[]? MovingMean { get; init; }
    public double[]? MovingVariance { get; init; }

    public static GoldenStep Read(JsonElement step) => new()
    {
        Dimensions = [.. step.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())],
        X = Numbers(step, "x")!,
        Y = Numbers(step, "y")!,
        Dy = Numbers(step, "dy"),
        Dx = Numbers(step, "dx"),
        Residual = Numbers(step, "r"),
        ResidualGradient = Numbers(step, "dr"),
        GammaGradient = Numbers(step, "dgamma"),
        BetaGradient = Numbers(step, "dbeta"),
        MovingMean = Numbers(step, "runningMean"),
        MovingVariance = Numbers(step, "runningVar"),
    };

    public TensorShape Shape(TensorLayout layout) => layout == TensorLayout.ChannelsFirst
        ? new TensorShape(Dimensions[0], Dimensions[1], Dimensions[2..], layout)
        : new TensorShape(Dimensions[0], Dimensions[^1], Dimensions[1..^1], layout);

    /// <summary>A member's numbers; those that JSON has no words for are strings.</summary>
    public static double[]? Numbers(JsonElement owner, string member) => owner.TryGetProperty(member, out JsonElement array)
        ? [.. array.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? Named(value.GetString()!) : value.GetDouble())]
        : null;

    private static double Named(string value) => value switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => throw new FormatException($"'{value}' is not the name of a number."),
    };
}
