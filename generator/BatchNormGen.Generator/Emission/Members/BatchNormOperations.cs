using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>The methods of a batch normalization layer that work on a batch.</summary>
internal static class BatchNormOperations
{
    private static readonly TensorParameter Batch = new("x", "The batch");
    private static readonly TensorParameter TrainedBatch = new("x", "The batch, as it was before that call (after an in-place call, a copy)");

    private static readonly Failure DoesNotFit = new("ArgumentException", "A length does not fit, or spans overlap. Nothing is written.");
    private static readonly Failure InUse = new("InvalidOperationException", "Another call is training the layer or changing it.");

    public static Operation ForwardTraining(BatchNormSpec spec) => new(
        GeneratedMembers.ForwardTraining,
        $"Normalizes a batch by its own statistics, {(spec.TracksMovingStatistics ? "then moves the moving statistics" : "and remembers them for <c>Backward</c>")}.",
        ResidualParameters.Forward(Batch, spec.Layer))
    {
        Outputs = ResidualParameters.Result(spec.Layer),
        Call = Call(GeneratedMembers.ForwardTraining),
        IsAwaited = true,
        Failures =
        [
            new("ArgumentException", "A length does not fit, spans overlap, or a channel has fewer than two values. Nothing is changed."),
            new("ArithmeticException", "The statistics of a channel are not finite. The output is written; no moving statistic changes."),
            InUse,
        ],
    };

    public static Operation ForwardInference(BatchNormSpec spec) => new(
        GeneratedMembers.ForwardInference,
        spec.TracksMovingStatistics
            ? "Normalizes by the moving statistics; changes nothing, so that any number of threads may call it at once."
            : "Normalizes a batch by its own statistics; changes nothing, so that any number of threads may call it at once.",
        ResidualParameters.Forward(Batch, spec.Layer))
    {
        Outputs = ResidualParameters.Result(spec.Layer),
        Call = Call(GeneratedMembers.ForwardInference),
        Failures = [DoesNotFit],
    };

    public static Operation Backward(BatchNormSpec spec) => new(
        GeneratedMembers.Backward,
        $"The gradient of the last training call: writes {ResidualParameters.Written(spec.Layer)}, adds to the parameters' gradients.",
        ResidualParameters.Backward(TrainedBatch, spec.Layer))
    {
        Outputs = ResidualParameters.Gradients(spec.Layer),
        Call = Call(GeneratedMembers.Backward),
        IsAwaited = true,
        Failures =
        [
            new("ArgumentException", $"A length does not fit, spans overlap, or <paramref name=\"x\"/> is not that call's batch{OrResidual(spec.Layer)}. Nothing is written."),
            new("InvalidOperationException", "There was no such call, it failed, it had another length or batch size, or another call is training the layer or changing it."),
        ],
    };

    public static Operation BackwardInference(BatchNormSpec spec) => new(
        GeneratedMembers.BackwardInference,
        $"The gradient of a prediction{(spec.TracksMovingStatistics ? ", with the moving statistics held constant" : ", through the batch's own statistics")}: writes {ResidualParameters.Written(spec.Layer)}, adds to the parameters' gradients.",
        ResidualParameters.Backward(Batch, spec.Layer))
    {
        Outputs = ResidualParameters.Gradients(spec.Layer),
        Call = Call(GeneratedMembers.BackwardInference),
        Failures = [DoesNotFit, InUse],
    };

    /// <summary>The prediction of a frozen layer.</summary>
    public static Operation FrozenForward(BatchNormSpec spec, string storage) => new(
        "Forward", "Normalizes as <c>ForwardInference</c> did when the layer was frozen, to the bit.", ResidualParameters.Forward(Batch, spec.Layer))
    {
        Outputs = ResidualParameters.Result(spec.Layer),
        Call = $"{storage}.Forward(",
        Failures = [DoesNotFit],
    };

    public static Operation MeasureMoments { get; } = new(
        GeneratedMembers.MeasureMoments,
        "Measures the values of a batch, in double throughout; changes nothing, so that any number of threads may call it at once.",
        [Batch with { End = "; may be empty" }])
    {
        Returns = "global::BatchNormGen.Moments",
        Result = "Moments to merge with those of the other batches of a data set, in any order.",
        Call = $"global::BatchNormGen.CompilerServices.PopulationStatistics.Measure({GeneratedMembers.Storage}, ",
        Failures = [new("ArgumentException", "A length does not fit."), new("ArithmeticException", "The moments of a channel are not finite.")],
    };

    /// <summary>With an activation, gradients depend on the residual, which is compared with that of the call like the batch.</summary>
    private static string OrResidual(LayerSpec layer) =>
        layer is { Residual: true, Activation.Exists: true } ? " or <paramref name=\"residual\"/> not its residual" : string.Empty;

    private static string Call(string name) => $"{GeneratedMembers.Storage}.{name}(";
}
