using BatchNormGen.Tests.Layers;

namespace BatchNormGen.Tests.Family;

// The layers of the reference vectors.
[GoldenVector("layernorm-lastdim"), LayerNorm(24)] internal sealed partial class LayerNormLastDim;
[GoldenVector("layernorm-3d"), LayerNorm(4, 5, 6)] internal sealed partial class LayerNorm3d;
[GoldenVector("layernorm-tokens"), LayerNorm(40, Epsilon = 1e-6)] internal sealed partial class LayerNormTokens;
[GoldenVector("rmsnorm"), RmsNorm(24)] internal sealed partial class RmsNormVectors;
[GoldenVector("groupnorm-1d"), GroupNorm(3, 12, 3)] internal sealed partial class GroupNorm1d;
[GoldenVector("groupnorm-2g"), GroupNorm(2, 8, 4)] internal sealed partial class GroupNorm2g;
[GoldenVector("instancenorm-4d"), InstanceNorm(5, 4)] internal sealed partial class InstanceNorm4d;

[GoldenVector("bn2d-act-relu"), BatchNorm(20, 2, Activation = Activation.Relu, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn2dRelu;

[GoldenVector("bn4d-act-relu"), BatchNorm(5, 4, Activation = Activation.Relu, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dRelu;

[GoldenVector("bn4d-act-relu6"), BatchNorm(5, 4, Activation = Activation.Relu6, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dRelu6;

[GoldenVector("bn4d-act-leakyRelu"), BatchNorm(5, 4, Activation = Activation.LeakyRelu, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dLeakyRelu;

[GoldenVector("bn4d-act-sigmoid"), BatchNorm(5, 4, Activation = Activation.Sigmoid, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dSigmoid;

[GoldenVector("bn4d-act-tanh"), BatchNorm(5, 4, Activation = Activation.Tanh, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dTanh;

[GoldenVector("bn4d-act-silu"), BatchNorm(5, 4, Activation = Activation.Silu, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dSilu;

[GoldenVector("bn4d-act-gelu"), BatchNorm(5, 4, Activation = Activation.Gelu, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dGelu;

[GoldenVector("bn4d-act-hardSwish"), BatchNorm(5, 4, Activation = Activation.HardSwish, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dHardSwish;

[GoldenVector("bn4d-residual"), BatchNorm(6, 4, Residual = true, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dResidual;

[GoldenVector("bn4d-residual-relu"), BatchNorm(6, 4, Residual = true, Activation = Activation.Relu, MovingVariance = VarianceEstimator.Unbiased)]
internal sealed partial class Bn4dResidualRelu;
