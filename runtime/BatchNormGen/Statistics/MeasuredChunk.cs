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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MeasuredChunk(Walk<T> walk, Kernel<T> kernel, in BatchDivision division, ChunkScratch<T> scratch, T* x, StatisticRange range, int chunk)
    {
        _walk = walk;
        _division = division;
        _range = range;
        _x = x;
        _moments = scratch.Moments(chunk);
        _block = scratch.Block(chunk);
        ReductionCall<T>.New(kernel, _block.Sums, _block.Partials, out _reduction);
        _reduction.Arguments.SetInput(0, x);
        _reduction.Arguments.SetConstant(0, _block.Estimates);
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
        if (run.Samples == 1)
        {
            AddBlock(in run);
            return;
        }

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
        bool isSummed = EstimateAndSum(in block);
        bool moved = true, mayHaveLeftRange = false;
        for (int attempt = 1; moved; attempt++)
        {
            if (!isSummed)
            {
                Sum(in block);
            }

            isSummed = false;
            (moved, mayHaveLeftRange) = Examine(block.Count, mayMove: attempt < BlockMoments.MaxAttempts);
        }

        if (mayHaveLeftRange)
        {
            MeasureAgain(in block);
        }

        StatisticWork.Run(_range, new BlockToAdd(_moments, _block, _valuesBefore, block.Count));
        _samplesBefore += block.Samples;
        _valuesBefore += block.Count;
    }

    /// <remarks>Never inlined: there is a limit to what the JIT inlines into one method, and the operations on vectors are to be inlined there.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Sum(in ValueBlock block)
    {
        _walk.Spread(_block.Estimates, _block.Estimates, nint.MaxValue, streams: false);
        _walk.Clear(_block.Sums, _range);
        _walk.AddSums(in _reduction, in _division, in block, _range);
        _walk.Fold(_block.Sums);
    }

    /// <summary>
    /// Estimates all means; where the values that this reads are a part of each of several long rows, it sums row by row at once, in the order of
    /// memory, and says so.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool EstimateAndSum(in ValueBlock block)
    {
        if (_walk.EstimateLength == 1 || block.Positions <= 2 * _walk.EstimateLength || _valuesBefore > 0)
        {
            Estimate(in block);
            return false;
        }

        EstimateAndSumRows(in block);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void EstimateAndSumRows(in ValueBlock block)
    {
        _walk.Clear(_block.Sums, _range);
        for (int c = _range.First; c < _range.End; c++)
        {
            nint row = (c - _range.First) * block.FeatureStride;
            _block.Estimates[c] = FirstValues.Mean(_x + block.Offset + row, _walk.EstimateLength);
            _walk.AddSums(in _reduction, in _division, block with { Offset = block.Offset + row }, new StatisticRange(c, c + 1));
        }
    }

    /// <summary>For the first block of a chunk, the first value of each statistic, or the mean of the first ones; later, the means so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Estimate(in ValueBlock block)
    {
        if (_valuesBefore > 0)
        {
            StatisticWork.Run(_range, new MeansSoFar(_moments, _block.Estimates));
            return;
        }

        T* x = _x + block.Offset;
        int length = (int)Math.Min(_walk.EstimateLength, block.Positions);
        for (int c = _range.First; c < _range.End; c++, x += block.FeatureStride)
        {
            _block.Estimates[c] = length == 1 ? *x : FirstValues.Mean(x, length);
        }
    }

    /// <summary>
    /// Moves the estimates that turned out too far from the block's mean, and tells whether there were any, and whether sums may have left the
    /// element type's range.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly (bool Moved, bool MayHaveLeftRange) Examine(nint count, bool mayMove)
    {
        bool moved = false, mayHaveLeftRange = false;
        StatisticWork.Run(_range, new Examination(_block, count, first: _valuesBefore < count, mayMove, &moved, &mayHaveLeftRange));
        return (moved, mayHaveLeftRange);
    }

    /// <summary>Measures in double throughout what left the range of floats: few statistics if any, so one by one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void MeasureAgain(in ValueBlock block)
    {
        T* x = _x + block.Offset;
        for (int c = _range.First; c < _range.End; c++, x += block.FeatureStride)
        {
            if (BlockMoments.LeftFloatRange(_block.Sums.First[c], _block.Sums.Second[c], block.Count, startsAtEstimate: *x == _block.Estimates[c]))
            {
                BlockMoments.MeasureInDouble(
                    x, block.Samples, block.SampleStride, block.Positions, out double estimate, out _block.Sums.First[c], out _block.Sums.Second[c]);
                _block.Estimates[c] = T.CreateTruncating(estimate);
            }
        }
    }

    private readonly struct MeansSoFar(MomentVectors moments, T* estimates) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount => StatisticVector.Store(
                estimates, c, count, StatisticVector.Load(moments.Anchor, c, count) + StatisticVector.Load(moments.Offset, c, count));
    }

    private readonly struct Examination(BlockVectors<T> block, nint values, bool first, bool mayMove, bool* moved, bool* mayHaveLeftRange) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Vector512<double> sum = StatisticVector.Load(block.Sums.First, c, count);
            Vector512<double> squares = StatisticVector.Load(block.Sums.Second, c, count);
            if (typeof(T) == typeof(float) && BlockMoments.MayHaveLeftFloatRange(sum, squares, values, count.Value))
            {
                *mayHaveLeftRange = true;
            }

            Vector512<double> far = BlockMoments.EstimateIsFar(sum, squares, values, first);
            if (!mayMove || Vector512.EqualsAll(far, Vector512<double>.Zero))
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

    private readonly struct BlockToAdd(MomentVectors moments, BlockVectors<T> block, nint before, nint values) : IStatisticWork
    {
        private readonly MergeWeights _weights = new(before, values);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            StatisticMoments added = StatisticMoments.OfBlock(
                StatisticVector.Load(block.Estimates, c, count), StatisticVector.Load(block.Sums.First, c, count),
                StatisticVector.Load(block.Sums.Second, c, count), values);
            (before > 0 ? StatisticMoments.Load(moments, c, count).Merge(added, _weights) : added).Store(moments, c, count);
        }
    }
}
