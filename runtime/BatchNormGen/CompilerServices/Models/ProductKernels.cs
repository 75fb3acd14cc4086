using System.ComponentModel;
using System.Runtime.Intrinsics;
using BatchNormGen.Lanes;

namespace BatchNormGen.CompilerServices;

/// <summary>The generated kernels of a convolution or dense layer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ProductKernels
{
    private ProductKernels(
        delegate*<in ProductArguments, void> predict, delegate*<in ProductArguments, void> forward, delegate*<in ProductArguments, void> inputGradient,
        delegate*<in ProductArguments, void> weightGradient)
    {
        Predict = predict;
        Forward = forward;
        InputGradient = inputGradient;
        WeightGradient = weightGradient;
    }

    /// <summary>The sums, and what a prediction makes of them.</summary>
    internal delegate*<in ProductArguments, void> Predict { get; }

    /// <summary>The sums as training keeps them: with their bias.</summary>
    internal delegate*<in ProductArguments, void> Forward { get; }

    /// <summary>The gradient of the input, without what is added to windows of zeros.</summary>
    internal delegate*<in ProductArguments, void> InputGradient { get; }

    /// <summary>Adds to the gradients of the weights.</summary>
    internal delegate*<in ProductArguments, void> WeightGradient { get; }

    /// <summary>The kernels of a layer.</summary>
    /// <typeparam name="TPredict">The sums, and what a prediction makes of them.</typeparam>
    /// <typeparam name="TForward">The sums as training keeps them.</typeparam>
    /// <typeparam name="TInputGradient">The gradient of the input.</typeparam>
    /// <typeparam name="TWeightGradient">The gradients of the weights.</typeparam>
    public static ProductKernels Of<TPredict, TForward, TInputGradient, TWeightGradient>()
        where TPredict : struct, IProductKernel
        where TForward : struct, IProductKernel
        where TInputGradient : struct, IProductKernel
        where TWeightGradient : struct, IProductKernel =>
        new(Address<TPredict>(), Address<TForward>(), Address<TInputGradient>(), Address<TWeightGradient>());

    /// <summary>The body for the widest vectors that the machine is good at. The JIT folds the choice.</summary>
    private static delegate*<in ProductArguments, void> Address<TKernel>()
        where TKernel : struct, IProductKernel
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return &TKernel.Run<Lanes512<float, CachedStores>>;
        }

        return Vector256.IsHardwareAccelerated ? &TKernel.Run<Lanes256<float, CachedStores>> : &TKernel.Run<Lanes128<float, CachedStores>>;
    }
}
