using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>One call of a softmax, for its threads.</summary>
internal unsafe struct SoftmaxCall
{
    public float* X;
    public float* Y;
    public float* Dy;
    public float* Dx;
    public int Features;
    public RowPieces Pieces;
}

/// <summary>Softmax: each piece is some samples.</summary>
internal readonly unsafe struct SoftmaxForward : ILaneWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        SoftmaxCall* softmax = (SoftmaxCall*)call;
        int features = softmax->Features;
        (nint sample, nint end) = softmax->Pieces[piece];
        for (; sample < end; sample++)
        {
            float* x = softmax->X + (sample * features), y = softmax->Y + (sample * features);
            TLanes largest = TLanes.Splat(SoftmaxRows.Largest<TLanes>(x, features));
            TLanes sum = TLanes.Splat((float)SoftmaxRows.Powers<TLanes>(x, y, features, largest));
            int feature = 0;
            for (; feature <= features - AllLanes.Count; feature += AllLanes.Count)
            {
                TLanes.Store(TLanes.Load(in *y, feature) / sum, ref *y, feature);
            }

            if (feature < features)
            {
                TLanes.StoreFirst(TLanes.LoadFirst(in *y, feature, features - feature) / sum, ref *y, feature, features - feature);
            }
        }
    }
}

/// <summary>Its gradient.</summary>
internal readonly unsafe struct SoftmaxBackward : ILaneWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        SoftmaxCall* softmax = (SoftmaxCall*)call;
        int features = softmax->Features;
        (nint sample, nint end) = softmax->Pieces[piece];
        for (; sample < end; sample++)
        {
            nint at = sample * features;
            float* y = softmax->Y + at, dy = softmax->Dy + at, dx = softmax->Dx + at;
            TLanes mean = TLanes.Splat((float)SoftmaxRows.Product<TLanes>(y, dy, features));
            int feature = 0;
            for (; feature <= features - AllLanes.Count; feature += AllLanes.Count)
            {
                TLanes.Store(TLanes.Load(in *y, feature) * (TLanes.Load(in *dy, feature) - mean), ref *dx, feature);
            }

            if (feature < features)
            {
                int count = features - feature;
                TLanes.StoreFirst(TLanes.LoadFirst(in *y, feature, count) * (TLanes.LoadFirst(in *dy, feature, count) - mean), ref *dx, feature, count);
            }
        }
    }
}
