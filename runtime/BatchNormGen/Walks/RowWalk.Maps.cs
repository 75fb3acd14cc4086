using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Lanes;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

internal sealed unsafe partial class RowWalk<T>
{
    /// <summary>The fewest stripes of a unit: when it is streamed, the first and the last are written twice.</summary>
    private const int MinUnitStripes = 16;

    private readonly nint _unitRows =
        (nint)Math.Max(MinUnitStripes, UnitBytes / (division.StripeRows * division.Features * sizeof(T))) * division.StripeRows;

    public override bool CanStream(T* result, nint positions) =>
        _stripeLength % CacheLine.Length<T>() == 0 && (nuint)result % (nuint)sizeof(T) == 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override nint Units(nint samples, nint positions, StatisticRange range) => ((samples * positions) + _unitRows - 1) / _unitRows;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Map(in MapCall<T> call, StatisticRange range, nint first, nint end)
    {
        nint rows = call.Samples * call.Positions;
        for (nint unit = first; unit < end; unit++)
        {
            nint firstRow = unit * _unitRows;
            call.Arguments.Advance(firstRow * Features, constants: 0, crossConstants: firstRow, out KernelArguments<T> arguments);
            arguments.Count = Math.Min(_unitRows, rows - firstRow);
            arguments.IsCached = IsCached(rows);
            MapRows(call.Kernel, in arguments, call.Streams);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override T* SpreadAlong(T* vector, T* scratch, nint rows)
    {
        int length = rows < StripeRows ? ((int)rows * Features) + CacheLine.Length<T>() : VectorLength;
        StripeVector.Repeat(vector, Features, scratch, length);
        return scratch;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MapRows(Kernel<T> kernel, in KernelArguments<T> arguments, bool streams)
    {
        int offset = streams ? PartialLanes.LanesToAligned(ref arguments.Output(0), 0) : 0;
        if (offset == 0)
        {
            kernel.Run(in arguments, streams);
            return;
        }

        // Streamed stripes begin at whole 64 bytes, some features on. The first and the last rows are written through the caches; where
        // they overlap with the others the same is written twice, which in place would be wrong, but in place nothing is streamed.
        nint offsetRows = Math.Max(0, ((arguments.Count / StripeRows) - 1) * StripeRows);
        KernelArguments<T> part;
        if (offsetRows > 0)
        {
            arguments.Advance(0, 0, 0, out part);
            part.Count = StripeRows;
            kernel.Run(in part);

            arguments.Advance(offset, offset, 0, out part);
            part.Count = offsetRows;
            kernel.Run(in part, streams: true);
        }

        arguments.Advance(offsetRows * Features, 0, offsetRows, out part);
        part.Count = arguments.Count - offsetRows;
        kernel.Run(in part);
    }
}
