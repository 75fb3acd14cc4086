namespace BatchNormGen.Execution.Models;

/// <summary>How weights are initialized.</summary>
internal enum WeightRule
{
    /// <summary>All 0.</summary>
    Zero,

    /// <summary>Uniform between ±1/√fanIn.</summary>
    FanInUniform,

    /// <summary>Uniform between ±√(6 / (fanIn + fanOut)): Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), also called Xavier.</summary>
    GlorotUniform,

    /// <summary>Normal, with deviation 1/√fanIn, and cut off at twice the deviation that it then has to have before: LeCun et al., Efficient BackProp (1998).</summary>
    LecunNormal,

    /// <summary>Uniform between ±0.07.</summary>
    SmallUniform,
}
