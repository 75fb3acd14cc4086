namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>What is done with a model.</summary>
internal enum ModelTask
{
    Prediction,

    /// <summary>Forward, the gradient of the cross entropy, backward, and a step of SGD with momentum.</summary>
    TrainingStep,

    /// <summary>Forward in training and backward, the gradient of the input included.</summary>
    ForwardAndBackward,
}
