using System.Collections.Generic;
using System.Linq;

namespace BatchNormGen.Generator.Model;

/// <summary>The names that a layer's generated part declares, which the parser keeps the user's code clear of. A test holds them against what is emitted.</summary>
internal static class GeneratedMembers
{
    public const string NumFeatures = nameof(NumFeatures);
    public const string NumGroups = nameof(NumGroups);
    public const string NumDims = nameof(NumDims);
    public const string Epsilon = nameof(Epsilon);
    public const string Layout = nameof(Layout);
    public const string Parameters = nameof(Parameters);
    public const string Gamma = nameof(Gamma);
    public const string Beta = nameof(Beta);
    public const string MovingMean = nameof(MovingMean);
    public const string MovingVariance = nameof(MovingVariance);
    public const string BatchesTracked = nameof(BatchesTracked);
    public const string Momentum = nameof(Momentum);
    public const string MaxDegreeOfParallelism = nameof(MaxDegreeOfParallelism);
    public const string BatchMean = nameof(BatchMean);
    public const string BatchInverseDeviation = nameof(BatchInverseDeviation);
    public const string Forward = nameof(Forward);
    public const string ForwardTraining = nameof(ForwardTraining);
    public const string ForwardInference = nameof(ForwardInference);
    public const string Backward = nameof(Backward);
    public const string BackwardInference = nameof(BackwardInference);
    public const string Collective = nameof(Collective);
    public const string ResetParameters = nameof(ResetParameters);
    public const string ResetMovingStatistics = nameof(ResetMovingStatistics);
    public const string SaveState = nameof(SaveState);
    public const string LoadState = nameof(LoadState);
    public const string MeasureMoments = nameof(MeasureMoments);
    public const string SetMovingStatistics = nameof(SetMovingStatistics);
    public const string FoldIntoPrevious = nameof(FoldIntoPrevious);
    public const string Freeze = nameof(Freeze);
    public const string Frozen = nameof(Frozen);

    /// <summary>The one private field.</summary>
    public const string Storage = "_layer";

    private static readonly string[] SettableProperties = [Momentum, MaxDegreeOfParallelism, Collective];

    /// <summary>The members that the compiler gives accessors; the others are constants, methods and types.</summary>
    private static readonly string[] Properties =
        [Layout, Parameters, Gamma, Beta, MovingMean, MovingVariance, BatchesTracked, BatchMean, BatchInverseDeviation, .. SettableProperties];

    /// <summary>The names that the compiler gives the accessors of the properties among some members.</summary>
    public static IEnumerable<string> AccessorsOf(IReadOnlyCollection<string> members) =>
        members.Intersect(Properties).Select(static name => "get_" + name)
            .Concat(members.Intersect(SettableProperties).Select(static name => "set_" + name));

    /// <summary>The names of a batch normalization layer.</summary>
    /// <param name="affine">What the layer learns.</param>
    /// <param name="averaging">How its moving statistics follow the batches.</param>
    /// <param name="hasResidual">Whether it adds a second input, which nothing before it could.</param>
    public static IEnumerable<string> OfBatchNorm(AffineSpec affine, AveragingMode averaging, bool hasResidual) =>
    [
        .. OfChannelNorm(affine),
        Collective,
        BatchMean,
        BatchInverseDeviation,
        ForwardTraining,
        ForwardInference,
        BackwardInference,
        .. averaging == AveragingMode.None ? (string[])[] : [MovingMean, MovingVariance, BatchesTracked, ResetMovingStatistics, MeasureMoments, SetMovingStatistics, Freeze, Frozen],
        .. averaging == AveragingMode.Exponential ? (string[])[Momentum] : [],
        .. averaging == AveragingMode.None || hasResidual ? (string[])[] : [FoldIntoPrevious],
    ];

    /// <summary>The names of a LayerNorm or RmsNorm.</summary>
    /// <param name="affine">What the layer learns.</param>
    public static IEnumerable<string> OfRowNorm(AffineSpec affine) => [.. OfEvery(affine), Forward];

    /// <summary>The names of a GroupNorm or InstanceNorm.</summary>
    /// <param name="affine">What the layer learns.</param>
    /// <param name="isInstanceNorm">Whether its groups are its channels, so that it needs no number of them.</param>
    public static IEnumerable<string> OfGroupNorm(AffineSpec affine, bool isInstanceNorm) =>
        [.. OfChannelNorm(affine), .. isInstanceNorm ? (string[])[] : [NumGroups], Forward];

    private static IEnumerable<string> OfChannelNorm(AffineSpec affine) => [.. OfEvery(affine), NumDims, Layout];

    private static IEnumerable<string> OfEvery(AffineSpec affine) =>
    [
        Storage,
        NumFeatures,
        Epsilon,
        MaxDegreeOfParallelism,
        Parameters,
        .. affine.Scale ? (string[])[Gamma] : [],
        .. affine.Shift ? (string[])[Beta] : [],
        Backward,
        ResetParameters,
        SaveState,
        LoadState,
    ];
}
