using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Lanes;
using BatchNormGen.Memory;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <summary>The generated kernels of a sum, an activation, or both, over whole tensors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ElementwiseKernels
{
    /// <summary>The values that a thread takes at a time.</summary>
    private const int PieceLength = 16 * 1024;

    private readonly delegate*<in ProductArguments, nint, nint, nint, nint, nint, void> _forward;
    private readonly delegate*<in ProductArguments, nint, nint, nint, nint, nint, void> _backward;

    private ElementwiseKernels(delegate*<in ProductArguments, nint, nint, nint, nint, nint, void> forward, delegate*<in ProductArguments, nint, nint, nint, nint, nint, void> backward)
    {
        _forward = forward;
        _backward = backward;
    }

    /// <summary>The kernels.</summary>
    /// <typeparam name="TForward">Computes the output.</typeparam>
    /// <typeparam name="TBackward">Computes the gradient of the input.</typeparam>
    public static ElementwiseKernels Of<TForward, TBackward>()
        where TForward : struct, IElementwiseKernel
        where TBackward : struct, IElementwiseKernel => new(Address<TForward>(), Address<TBackward>());

    /// <summary>Computes a batch.</summary>
    /// <param name="call">The call.</param>
    /// <param name="length">The number of values of a sample.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the output; it may be the input or the residual.</param>
    /// <param name="residual">What is added; none if nothing is.</param>
    public void Forward(in ModelCall call, int length, ModelBuffer x, ModelBuffer y, ModelBuffer residual = default) =>
        Run(call, length, new Work { Kernel = _forward, Left = x.Pointer, Residual = residual.Pointer, Output = y.Pointer });

    /// <summary>Computes the gradient of the input, which is that of the residual too.</summary>
    /// <param name="call">The call.</param>
    /// <param name="length">The number of values of a sample.</param>
    /// <param name="x">The input of the training call.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">Receives the gradient of the input.</param>
    /// <param name="residual">What was added; none if nothing was.</param>
    public void Backward(in ModelCall call, int length, ModelBuffer x, ModelBuffer dy, ModelBuffer dx, ModelBuffer residual = default) =>
        Run(call, length, new Work { Kernel = _backward, Left = x.Pointer, Right = dy.Pointer, Residual = residual.Pointer, Output = dx.Pointer });

    private static delegate*<in ProductArguments, nint, nint, nint, nint, nint, void> Address<TKernel>()
        where TKernel : struct, IElementwiseKernel
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return &TKernel.Run<Lanes512<float, CachedStores>>;
        }

        return Vector256.IsHardwareAccelerated ? &TKernel.Run<Lanes256<float, CachedStores>> : &TKernel.Run<Lanes128<float, CachedStores>>;
    }

    private static void Run(in ModelCall call, int length, Work work)
    {
        work.Length = (nint)call.Samples * length;
        WorkPartition.For((work.Length + PieceLength - 1) / PieceLength, call.ThreadsFor(length), &RunPiece, Unsafe.AsPointer(ref work));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPiece(void* context, nint piece)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        nint first = piece * PieceLength, length = Math.Min(PieceLength, work.Length - first), lanes = CacheLine.Length<float>();
        ProductArguments arguments = default;
        arguments.SetLeft(work.Left);
        arguments.SetRight(work.Right);
        arguments.SetResidual(work.Residual);
        arguments.SetOutput(work.Output);
        (nint groups, nint rest) = Math.DivRem(length, lanes);
        if (groups > 0)
        {
            work.Kernel(in arguments, first, 0, lanes, groups, lanes);
        }

        if (rest > 0)
        {
            work.Kernel(in arguments, first + (groups * lanes), 0, rest, 1, lanes);
        }
    }

    private struct Work
    {
        public required delegate*<in ProductArguments, nint, nint, nint, nint, nint, void> Kernel;
        public float* Left, Right, Residual, Output;
        public nint Length;
    }
}
