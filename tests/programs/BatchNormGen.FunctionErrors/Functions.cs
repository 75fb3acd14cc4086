using BatchNormGen.CompilerServices;

namespace BatchNormGen.FunctionErrors;

/// <summary>The slope of the leaky functions here.</summary>
internal static class Slope
{
    public const double Value = 0.01;
}

internal readonly struct Relu : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.Relu<TLanes, T>(z);
}

internal readonly struct ReluDerivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.ReluGradient<TLanes, T>(TLanes.Constant(1), z);
}

internal readonly struct Relu6 : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.Relu6<TLanes, T>(z);
}

internal readonly struct Relu6Derivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.Relu6Gradient<TLanes, T>(TLanes.Constant(1), z);
}

internal readonly struct LeakyRelu : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.LeakyRelu<TLanes, T>(z, TLanes.Constant(Slope.Value));
}

internal readonly struct LeakyReluDerivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.LeakyReluGradient<TLanes, T>(TLanes.Constant(1), z, TLanes.Constant(Slope.Value));
}

internal readonly struct HardSwish : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.HardSwish<TLanes, T>(z);
}

internal readonly struct HardSwishDerivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.HardSwishGradient<TLanes, T>(TLanes.Constant(1), z);
}

internal readonly struct Sigmoid : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.Sigmoid<TLanes, T>(z);
}

internal readonly struct SigmoidDerivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.SigmoidGradient<TLanes, T>(TLanes.Constant(1), z);
}

internal readonly struct Tanh : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.Tanh<TLanes, T>(z);
}

internal readonly struct TanhDerivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.TanhGradient<TLanes, T>(TLanes.Constant(1), z);
}

internal readonly struct Silu : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.Silu<TLanes, T>(z);
}

internal readonly struct SiluDerivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.SiluGradient<TLanes, T>(TLanes.Constant(1), z);
}

internal readonly struct Gelu : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.Gelu<TLanes, T>(z);
}

internal readonly struct GeluDerivative : ILaneFunction
{
    static TLanes ILaneFunction.Apply<TLanes, T>(TLanes z) => LaneFunctions.GeluGradient<TLanes, T>(TLanes.Constant(1), z);
}
