using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Walks;

namespace BatchNormGen.Statistics;

/// <summary>A chunk whose moments are measured, block by block, all statistics of a range at once.</summary>
internal unsafe struct MeasuredChunk<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Walk<T> _walk;
    private readonly BatchDivision _division;
    private readonly StatisticRange _range;
    private readonly T* _x;
    private readonly MomentVectors _moments;
    private readonly BlockVectors<T> _block;
    private readonly ReductionCall<T> _reduction;

    /// <summary>The samples, or parts of planes, measured so far, and the values per statistic.</summary>
    private nint _samplesBefore;
    private nint _valuesBefore;

    private MeasuredChunk(Walk<T> walk, Kernel<T> kernel, in BatchDivision division, ChunkScratch<T> scratch, T* x, StatisticRange range, int chunk)
    {
        _walk = walk;
        _division = division;
        _range = range;
        _x = x;
        _moments = scratch.Moments(chunk);
        _block = scratch.Block(chunk);
        _reduction = new(kernel, x, null, _block.Estimates, _block.Sums, _block.Partials);
    }

    /// <summary>Measures the moments of one chunk.</summary>
    /// <param name="walk">How the chunk is gone through.</param>
    /// <param name="kernel">Sums x − estimate and its square.</param>
    /// <param name="division">The batch.</param>
    /// <param name="scratch">Receives the moments.</param>
    /// <param name="x">The batch's values.</param>
    /// <param name="range">The statistics.</param>
    /// <param name="chunk">The chunk.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure(Walk<T> walk, Kernel<T> kernel, in BatchDivision division, ChunkScratch<T> scratch, T* x, StatisticRange range, int chunk)
    {
        MeasuredChunk<T> measured = new(walk, kernel, in division, scratch, x, range, chunk);
        nint runs = walk.Runs(in division, chunk);
        for (nint run = 0; run < runs; run++)
        {
            measured.Add(walk.Run(in division, chunk, run, range));
        }
    }

    /// <summary>Adds a run in blocks of which each is at most as large as all before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(in ValueBlock run)
    {
        // Only the first block is always summed twice; those that are summed again should still be in the cache.
        (nint firstBlock, nint largestBlock) = _walk.BlockSamples(in _division, in run);
        nint samples;
        for (nint first = 0; first < run.Samples; first += samples)
        {
            samples = Math.Min(run.Samples - first, _samplesBefore == 0 ? firstBlock : Math.Min(_samplesBefore, largestBlock));
            AddBlock(run.Part(first, samples));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(in ValueBlock block)
    {
        Estimate(in block);
        for (int attempt = 1; ; attempt++)
        {
            _walk.Spread(_block.Estimates, _block.Estimates, nint.MaxValue, streams: false);
            _walk.Clear(_block.Sums, _range);
            _walk.AddSums(in _reduction, in _division, in block, _range);
            _walk.Fold(_block.Sums);
            if (attempt == BlockMoments.MaxAttempts || !MoveFarEstimates(block.Count))
            {
                break;
            }
        }

        StatisticWork.Run(_range, new BlockToAdd(this, block));
        _samplesBefore += block.Samples;
        _valuesBefore += block.Count;
    }

    /// <summary>For the first block of a chunk, the first value of each statistic; later, the means so far.</summary>
    private readonly void Estimate(in ValueBlock block)
    {
        if (_valuesBefore > 0)
        {
            StatisticWork.Run(_range, new MeansSoFar(_moments, _block.Estimates));
            return;
        }

        T* x = _x + block.Offset;
        for (int c = _range.First; c < _range.End; c++, x += block.FeatureStride)
        {
            _block.Estimates[c] = *x;
        }
    }

    /// <summary>Moves the estimates that turned out too far from the block's mean, and tells whether there were any.</summary>
    private readonly bool MoveFarEstimates(nint count)
    {
        bool moved = false;
        StatisticWork.Run(_range, new FarEstimates(_block, count, first: _valuesBefore < count, &moved));
        return moved;
    }

    /// <summary>Measures the chosen ones of at most eight statistics in double throughout.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void MeasureInDouble(in ValueBlock block, int first, ulong chosen)
    {
        for (; chosen != 0; chosen &= chosen - 1)
        {
            int c = first + BitOperations.TrailingZeroCount(chosen);
            BlockMoments.MeasureInDouble(
                _x + block.Offset + ((c - _range.First) * block.FeatureStride), block.Samples, block.SampleStride, block.Positions,
                out double estimate, out _block.Sums.First[c], out _block.Sums.Second[c]);
            _block.Estimates[c] = T.CreateTruncating(estimate);
        }
    }

    /// <summary>Where the first value of a statistic is its estimate.</summary>
    private readonly Vector512<double> StartsAtEstimate(in ValueBlock block, int first, int count)
    {
        Vector512<double> starts = Vector512<double>.Zero;
        T* x = _x + block.Offset + ((first - _range.First) * block.FeatureStride);
        for (int i = 0; i < count; i++, x += block.FeatureStride)
        {
            starts = starts.WithElement(i, *x == _block.Estimates[first + i] ? BitConverter.UInt64BitsToDouble(ulong.MaxValue) : 0);
        }

        return starts;
    }

    private readonly struct MeansSoFar(MomentVectors moments, T* estimates) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount => StatisticVector.Store(
                estimates, c, count, StatisticVector.Load(moments.Anchor, c, count) + StatisticVector.Load(moments.Offset, c, count));
    }

    private readonly struct FarEstimates(BlockVectors<T> block, nint values, bool first, bool* moved) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Vector512<double> sum = StatisticVector.Load(block.Sums.First, c, count);
            Vector512<double> far = BlockMoments.EstimateIsFar(sum, StatisticVector.Load(block.Sums.Second, c, count), values, first);
            if (Vector512.EqualsAll(far, Vector512<double>.Zero))
            {
                return;
            }

            Vector512<double> old = StatisticVector.Load(block.Estimates, c, count);
            Vector512<double> nearer = StatisticVector.Round<T>(old + (sum / Vector512.Create((double)values)));
            nearer = Vector512.ConditionalSelect(far, nearer, old);
            StatisticVector.Store(block.Estimates, c, count, nearer);
            *moved |= !Vector512.EqualsAll(nearer, old);
        }
    }

    private readonly struct BlockToAdd(MeasuredChunk<T> chunk, ValueBlock block) : IStatisticWork
    {
        private readonly MergeWeights _weights = new(chunk._valuesBefore, block.Count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            SumVectors sums = chunk._block.Sums;
            Vector512<double> sum = StatisticVector.Load(sums.First, c, count);
            Vector512<double> squares = StatisticVector.Load(sums.Second, c, count);
            if (typeof(T) == typeof(float) && BlockMoments.MayHaveLeftFloatRange(sum, squares, block.Count, count.Value))
            {
                MeasureAgain(c, count.Value);
                sum = StatisticVector.Load(sums.First, c, count);
                squares = StatisticVector.Load(sums.Second, c, count);
            }

            StatisticMoments moments = StatisticMoments.OfBlock(StatisticVector.Load(chunk._block.Estimates, c, count), sum, squares, block.Count);
            if (chunk._valuesBefore > 0)
            {
                moments = StatisticMoments.Load(chunk._moments, c, count).Merge(moments, _weights);
            }

            moments.Store(chunk._moments, c, count);
        }

        /// <summary>Measures in double what left the range of floats.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void MeasureAgain(int c, int count)
        {
            SumVectors sums = chunk._block.Sums;
            Vector512<double> left = BlockMoments.LeftFloatRange(
                StatisticVector.Load(sums.First, c, c + count), StatisticVector.Load(sums.Second, c, c + count), block.Count,
                chunk.StartsAtEstimate(in block, c, count));
            ulong chosen = left.ExtractMostSignificantBits() & ((1UL << count) - 1);
            if (chosen != 0)
            {
                chunk.MeasureInDouble(in block, c, chosen);
            }
        }
    }
}
