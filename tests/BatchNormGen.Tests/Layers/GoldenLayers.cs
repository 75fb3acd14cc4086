namespace BatchNormGen.Tests.Layers;

/// <summary>Names the file of reference vectors that a layer type is declared for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GoldenVectorAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

[GoldenVector("bn2d-basic"), BatchNorm(8, 2, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dBasic;

[GoldenVector("bn2d-c1"), BatchNorm(1, 2, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dC1;

[GoldenVector("bn2d-c100"), BatchNorm(100, 2, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dC100;

[GoldenVector("bn2d-c17"), BatchNorm(17, 2, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dC17;

[GoldenVector("bn2d-c64"), BatchNorm(64, 2, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dC64;

[GoldenVector("bn2d-constant-channel"), BatchNorm(3, 2, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dConstantChannel;

#pragma warning disable BNG0021 // This small on purpose: the file says so.
[GoldenVector("bn2d-eps1e-12"), BatchNorm(6, 2, Epsilon = 1e-12, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dEps1e12;
#pragma warning restore BNG0021

[GoldenVector("bn2d-float64"), BatchNorm(9, 2, MovingVariance = VarianceEstimator.Unbiased, ElementType = typeof(double))]
public sealed partial class Bn2dFloat64;

[GoldenVector("bn2d-noaffine-notrack"), BatchNorm(5, 2, Scale = false, Shift = false, TrackMovingStatistics = false)]
public sealed partial class Bn2dNoaffineNotrack;

[GoldenVector("bn2d-offset1e4"), BatchNorm(4, 2, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn2dOffset1e4;

[GoldenVector("bn3d-basic"), BatchNorm(6, 3, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn3dBasic;

[GoldenVector("bn3d-c16-l64"), BatchNorm(16, 3, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn3dC16L64;

[GoldenVector("bn4d-16x16"), BatchNorm(3, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4d16x16;

[GoldenVector("bn4d-7x7"), BatchNorm(12, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4d7x7;

[GoldenVector("bn4d-basic"), BatchNorm(5, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dBasic;

[GoldenVector("bn4d-c33-1x2"), BatchNorm(33, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dC331x2;

[GoldenVector("bn4d-cumulative"), BatchNorm(3, 4, CumulativeAverage = true, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dCumulative;

[GoldenVector("bn4d-eps1e-3"), BatchNorm(3, 4, Epsilon = 1e-3, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dEps1e3;

[GoldenVector("bn4d-float64"), BatchNorm(5, 4, MovingVariance = VarianceEstimator.Unbiased, ElementType = typeof(double))]
public sealed partial class Bn4dFloat64;

[GoldenVector("bn4d-huge-scale"), BatchNorm(4, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dHugeScale;

[GoldenVector("bn4d-momentum001"), BatchNorm(3, 4, Momentum = 0.01, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dMomentum001;

[GoldenVector("bn4d-n1"), BatchNorm(4, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dN1;

[GoldenVector("bn4d-noaffine"), BatchNorm(4, 4, MovingVariance = VarianceEstimator.Unbiased, Scale = false, Shift = false)]
public sealed partial class Bn4dNoaffine;

[GoldenVector("bn4d-notrack"), BatchNorm(4, 4, TrackMovingStatistics = false)]
public sealed partial class Bn4dNotrack;

[GoldenVector("bn4d-offset1e4"), BatchNorm(4, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dOffset1e4;

[GoldenVector("bn4d-tiny-scale"), BatchNorm(4, 4, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn4dTinyScale;

[GoldenVector("bn5d-basic"), BatchNorm(3, 5, MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class Bn5dBasic;

[GoldenVector("cl3d-c16"), BatchNorm(16, 3, Layout = TensorLayout.ChannelsLast)]
public sealed partial class Cl3dC16;

[GoldenVector("cl4d-c33"), BatchNorm(33, 4, Layout = TensorLayout.ChannelsLast, Epsilon = 1e-3, Momentum = 0.01)]
public sealed partial class Cl4dC33;

[GoldenVector("cl4d-c64"), BatchNorm(64, 4, Layout = TensorLayout.ChannelsLast)]
public sealed partial class Cl4dC64;

[GoldenVector("cl5d-c5"), BatchNorm(5, 5, Layout = TensorLayout.ChannelsLast)]
public sealed partial class Cl5dC5;

[GoldenVector("d2l-jax-2d"), BatchNorm(7, 2, Layout = TensorLayout.ChannelsLast)]
public sealed partial class D2lJax2d;

[GoldenVector("d2l-jax-4d"), BatchNorm(3, 4, Layout = TensorLayout.ChannelsLast)]
public sealed partial class D2lJax4d;

#pragma warning disable BNG0021 // This small on purpose: the file says so.
[GoldenVector("d2l-mxnet-2d"), BatchNorm(7, 2, Epsilon = 1e-12)]
public sealed partial class D2lMxnet2d;
#pragma warning restore BNG0021

#pragma warning disable BNG0021 // This small on purpose: the file says so.
[GoldenVector("d2l-mxnet-4d"), BatchNorm(3, 4, Epsilon = 1e-12)]
public sealed partial class D2lMxnet4d;
#pragma warning restore BNG0021

[GoldenVector("d2l-pytorch-2d"), BatchNorm(7, 2)]
public sealed partial class D2lPytorch2d;

[GoldenVector("d2l-pytorch-4d"), BatchNorm(3, 4)]
public sealed partial class D2lPytorch4d;

[GoldenVector("d2l-tensorflow-2d"), BatchNorm(7, 2, Layout = TensorLayout.ChannelsLast)]
public sealed partial class D2lTensorflow2d;

[GoldenVector("d2l-tensorflow-4d"), BatchNorm(3, 4, Layout = TensorLayout.ChannelsLast)]
public sealed partial class D2lTensorflow4d;
