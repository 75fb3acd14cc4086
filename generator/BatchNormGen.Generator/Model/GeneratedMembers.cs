using System.Collections.Generic;

namespace BatchNormGen.Generator.Model;

/// <summary>The names that a layer's generated part declares, which the parser keeps the user's code clear of. A test holds them against what is emitted.</summary>
internal static class GeneratedMembers
{
    public const string NumFeatures = nameof(NumFeatures);
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
    public const string ForwardTraining = nameof(ForwardTraining);
    public const string ForwardInference = nameof(ForwardInference);
    public const string Backward = nameof(Backward);
    public const string BackwardInference = nameof(BackwardInference);
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

    /// <summary>The names that the compiler gives the accessors of the properties among them.</summary>
    public static IEnumerable<string> Accessors { get; } =
    [
        "get_" + Layout, "get_" + Parameters, "get_" + Gamma, "get_" + Beta, "get_" + MovingMean, "get_" + MovingVariance, "get_" + BatchesTracked, "get_" + Momentum, "set_" + Momentum,
        "get_" + BatchMean, "get_" + BatchInverseDeviation, "get_" + MaxDegreeOfParallelism, "set_" + MaxDegreeOfParallelism,
    ];

    /// <summary>The names of a layer, in the order in which they are written.</summary>
    /// <param name="affine">What the layer learns.</param>
    /// <param name="averaging">How its moving statistics follow the batches.</param>
    public static IEnumerable<string> Of(AffineSpec affine, AveragingMode averaging)
    {
        yield return Storage;
        yield return NumFeatures;
        yield return NumDims;
        yield return Epsilon;
        yield return Layout;
        yield return MaxDegreeOfParallelism;
        yield return Parameters;
        if (affine.Scale)
        {
            yield return Gamma;
        }

        if (affine.Shift)
        {
            yield return Beta;
        }

        yield return BatchMean;
        yield return BatchInverseDeviation;
        yield return ForwardTraining;
        yield return ForwardInference;
        yield return Backward;
        yield return BackwardInference;
        yield return ResetParameters;
        if (averaging != AveragingMode.None)
        {
            yield return MovingMean;
            yield return MovingVariance;
            yield return BatchesTracked;
            if (averaging == AveragingMode.Exponential)
            {
                yield return Momentum;
            }

            yield return ResetMovingStatistics;
            yield return MeasureMoments;
            yield return SetMovingStatistics;
            yield return FoldIntoPrevious;
            yield return Freeze;
            yield return Frozen;
        }

        yield return SaveState;
        yield return LoadState;
    }
}
