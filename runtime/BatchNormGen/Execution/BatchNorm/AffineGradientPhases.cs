using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>The gradient with the statistics held constant: dx = dy · gamma · v.</summary>
internal sealed unsafe class AffineGradientPhases<T> : Phases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static AffineGradientPhases<T> Instance { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Reduce(ref BatchCall<T> call, StatisticRange range, int chunk) => ParameterGradients<T>.Sum(in call, range, chunk);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Finish(ref BatchCall<T> call, StatisticRange range)
    {
        ParameterGradients<T>.Add(in call, range);

        // The map is (dy − 0) · scale + 0; the offset's vector, which is not needed otherwise, holds the zeros.
        new Span<T>(call.Constants.Offset + range.First, range.Count).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DescribeMap(ref BatchCall<T> call, out MapCall<T> map)
    {
        if (call.Kernels.InferenceGradient is { } kernel)
        {
            call.NewMap(kernel, call.X, call.Dy, out map);
            map.Arguments.SetConstant(0, call.SpreadMean);
            map.Arguments.SetConstant(1, call.SpreadScale);
            map.Arguments.SetConstant(2, call.SpreadShift);
            call.AddResidual(ref map);
            return;
        }

        MapConstants<T> spread = call.Scratch.SpreadConstants;
        T* zeros = call.Spread(call.Constants.Offset, spread.Offset);
        call.NewMap(call.Kernels.Apply, call.Dy, null, out map);
        map.Arguments.SetConstant(0, zeros);
        map.Arguments.SetConstant(1, call.Spread(call.Constants.Scale, spread.Scale));
        map.Arguments.SetConstant(2, zeros);
    }
}
