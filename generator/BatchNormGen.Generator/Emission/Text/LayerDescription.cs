using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>A layer's declaration in words and formulas, for the comments of generated code.</summary>
internal static class LayerDescription
{
    /// <summary>All settings in a sentence, as they are in the end: a preset's name is there for those who know its layer.</summary>
    public static string Sentence(LayerSpec spec)
    {
        string affine = (spec.Scale, spec.Shift) switch
        {
            (true, true) => "gamma and beta",
            (true, false) => "gamma, no beta",
            (false, true) => "beta, no gamma",
            _ => "neither gamma nor beta",
        };
        string preset = spec.Preset == default ? string.Empty : $" with the preset {spec.Preset}";
        return $"batch normalization of {Shape(spec)}{preset}, {Literal.Of(spec.ElementType)}, epsilon {Literal.Of(spec.Epsilon)}, {affine}, {Average(spec)}.";
    }

    /// <summary>The shape of a batch: <c>(N, 64, H, W)</c>.</summary>
    public static string Shape(LayerSpec spec)
    {
        string[] free = spec.NumDims switch
        {
            2 => [],
            3 => ["L"],
            4 => ["H", "W"],
            _ => ["D", "H", "W"],
        };
        IEnumerable<string> positions = spec.Spatial.Count == 0 ? free : spec.Spatial.Select(static extent => Literal.Of(extent));
        string features = Literal.Of(spec.NumFeatures);
        IEnumerable<string> axes = spec.Layout == TensorLayout.ChannelsFirst ? ["N", features, .. positions] : ["N", .. positions, features];
        return $"({string.Join(", ", axes)})";
    }

    /// <summary>The length of a batch: <c>batchSize × 64 × positions</c>.</summary>
    public static string Length(LayerSpec spec)
    {
        string positions = spec.NumDims == 2 ? string.Empty
            : spec.Spatial.Count == 0 ? " × positions"
            : string.Concat(spec.Spatial.Select(static extent => " × " + Literal.Of(extent)));
        return $"batchSize × {Literal.Of(spec.NumFeatures)}{positions}";
    }

    /// <summary>What normalizing computes, with given names for mean and variance.</summary>
    public static string Formula(LayerSpec spec, string mean, string variance)
    {
        string normalized = $"(x - {mean}) / sqrt({variance} + {Literal.Of(spec.Epsilon)})";
        return $"y = {normalized}{(spec.Scale ? " * gamma" : string.Empty)}{(spec.Shift ? " + beta" : string.Empty)}";
    }

    /// <summary>How a moving statistic moves.</summary>
    public static string MovingFormula(LayerSpec spec) => spec.MovingAverage.Mode == AveragingMode.Cumulative
        ? "moving = (1 - 1/k) * moving + 1/k * batch (for the k-th batch)"
        : $"moving = {Literal.Of(spec.MovingAverage.Kept)} * moving + {Literal.Of(spec.MovingAverage.Weight)} * batch";

    /// <summary>The variance that is averaged.</summary>
    public static string AveragedVariance(LayerSpec spec) => spec.MovingVariance == VarianceEstimator.Unbiased
        ? "unbiased (divided by the number of values less one)"
        : "biased (divided by the number of values)";

    private static string Average(LayerSpec spec) => spec.MovingAverage.Mode switch
    {
        AveragingMode.None => "no moving statistics",
        AveragingMode.Cumulative => $"cumulative average, {Estimator(spec)} moving variance",
        _ => $"weight of a new batch {Literal.Of(spec.MovingAverage.Weight)}, {Estimator(spec)} moving variance",
    };

    private static string Estimator(LayerSpec spec) => spec.MovingVariance == VarianceEstimator.Unbiased ? "unbiased" : "biased";
}
