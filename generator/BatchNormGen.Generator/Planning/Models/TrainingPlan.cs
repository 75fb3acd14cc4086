using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>How a model is trained: every output is kept until its gradient has been computed.</summary>
internal sealed record TrainingPlan
{
    /// <summary>The steps in the order in which they run forward.</summary>
    public required EquatableArray<ModelStep> Steps { get; init; }

    /// <summary>Where the output of each step is kept.</summary>
    public required EquatableArray<BufferPlace> Kept { get; init; }

    /// <summary>The memory that is kept: so many values for each sample.</summary>
    public required long KeptLength { get; init; }

    /// <summary>The gradients of each step's inputs, in the order of the steps.</summary>
    public required EquatableArray<StepGradients> Gradients { get; init; }

    /// <summary>The memory of gradients: so many values for each sample.</summary>
    public required long GradientLength { get; init; }

    /// <summary>Where the caller's gradient of the output is copied to before the first step.</summary>
    public required long ArrivingOffset { get; init; }

    /// <summary>Where the gradient of the input lies when all steps have run; null if the model does not look at its input.</summary>
    public required long? InputOffset { get; init; }
}

/// <summary>What a step does on the way back.</summary>
/// <param name="Arriving">Where the gradient of its output lies: so many values of each sample lie before it.</param>
/// <param name="Inputs">The gradients of its inputs, in their order.</param>
/// <param name="IsOnRequest">Whether it runs only for a caller who wants the gradient of the model's input: neither it nor a layer before it learns.</param>
internal sealed record StepGradients(long Arriving, EquatableArray<InputGradient> Inputs, bool IsOnRequest);

/// <summary>The gradient of an input of a step.</summary>
/// <param name="Kind">Whether it is wanted.</param>
/// <param name="Offset">Where it is written: so many values of each sample lie before it.</param>
/// <param name="SumOffset">Where it is added afterwards, since other steps use the same input; null if it lies where it belongs.</param>
internal readonly record struct InputGradient(GradientKind Kind, long Offset = 0, long? SumOffset = null);

/// <summary>Who wants a gradient.</summary>
internal enum GradientKind
{
    /// <summary>A layer before, which learns.</summary>
    Wanted,

    /// <summary>The caller, if it asks for the gradient of the model's input.</summary>
    OnRequest,
}
