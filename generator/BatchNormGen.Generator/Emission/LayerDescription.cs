using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>A layer's declaration in words and formulas, for the comments of generated code.</summary>
internal static class LayerDescription
{
    /// <summary>All settings in a sentence, as they are in the end: a preset's name is there for those who know its layer.</summary>
    public static string Sentence(BatchNormSpec spec)
    {
        string affine = (spec.Layer.Affine.Scale, spec.Layer.Affine.Shift) switch
        {
            (true, true) => "gamma and beta",
            (true, false) => "gamma, no beta",
            (false, true) => "beta, no gamma",
            _ => "neither gamma nor beta",
        };
        string preset = spec.Layer.Preset == default ? string.Empty : $" with the preset {spec.Layer.Preset}";
        return $"batch normalization of {Shape(spec)}{preset}, {Literal.Of(spec.Layer.ElementType)}, epsilon {Literal.Of(spec.Layer.Epsilon)}, {affine}, {Average(spec)}.";
    }

    /// <summary>The shape of a batch: <c>(N, 64, H, W)</c>.</summary>
    public static string Shape(BatchNormSpec spec)
    {
        string[] free = spec.Layer.Shape.NumDims switch
        {
            2 => [],
            3 => ["L"],
            4 => ["H", "W"],
            _ => ["D", "H", "W"],
        };
        IEnumerable<string> positions = spec.Layer.Shape.Spatial.Count == 0 ? free : spec.Layer.Shape.Spatial.Select(static extent => Literal.Of(extent));
        string features = Literal.Of(spec.Layer.Shape.NumFeatures);
        IEnumerable<string> axes = spec.Layer.Shape.Layout == TensorLayout.ChannelsFirst ? ["N", features, .. positions] : ["N", .. positions, features];
        return $"({string.Join(", ", axes)})";
    }

    /// <summary>The length of a batch: <c>batchSize × 64 × positions</c>.</summary>
    public static string Length(BatchNormSpec spec)
    {
        string positions = spec.Layer.Shape.NumDims == 2 ? string.Empty
            : spec.Layer.Shape.Spatial.Count == 0 ? " × positions"
            : string.Concat(spec.Layer.Shape.Spatial.Select(static extent => " × " + Literal.Of(extent)));
        return $"batchSize × {Literal.Of(spec.Layer.Shape.NumFeatures)}{positions}";
    }

    /// <summary>What normalizing computes, with given names for mean and variance.</summary>
    public static string Formula(BatchNormSpec spec, string mean, string variance)
    {
        string normalized = $"(x - {mean}) / sqrt({variance} + {Literal.Of(spec.Layer.Epsilon)})";
        return $"y = {normalized}{(spec.Layer.Affine.Scale ? " * gamma" : string.Empty)}{(spec.Layer.Affine.Shift ? " + beta" : string.Empty)}";
    }

    /// <summary>How a moving statistic moves.</summary>
    public static string MovingFormula(BatchNormSpec spec) => spec.Averaging.Mode == AveragingMode.Cumulative
        ? "moving = (1 - 1/k) * moving + 1/k * batch (for the k-th batch)"
        : $"moving = {Literal.Of(spec.Averaging.Kept)} * moving + {Literal.Of(spec.Averaging.Weight)} * batch";

    /// <summary>The variance that is averaged.</summary>
    public static string AveragedVariance(BatchNormSpec spec) => spec.MovingVariance == VarianceEstimator.Unbiased
        ? "unbiased (divided by the number of values less one)"
        : "biased (divided by the number of values)";

    private static string Average(BatchNormSpec spec) => spec.Averaging.Mode switch
    {
        AveragingMode.None => "no moving statistics",
        AveragingMode.Cumulative => $"cumulative average, {Estimator(spec)} moving variance",
        _ => $"weight of a new batch {Literal.Of(spec.Averaging.Weight)}, {Estimator(spec)} moving variance",
    };

    private static string Estimator(BatchNormSpec spec) => spec.MovingVariance == VarianceEstimator.Unbiased ? "unbiased" : "biased";
}
