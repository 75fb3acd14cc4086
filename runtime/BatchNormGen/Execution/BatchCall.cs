using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution;

/// <summary>One call that reduces a batch before it maps it, as its threads see it: where everything is, and how large.</summary>
/// <remarks>Lives on the caller's stack for the time of the call. All memory is pinned.</remarks>
internal unsafe struct BatchCall<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Phases<T> Phases;
    public NormalizationKernels<T> Kernels;
    public Walk<T> Walk;
    public ChunkScratch<T> Scratch;
    public BatchDivision Division;

    /// <summary>The input.</summary>
    public T* X;

    /// <summary>The gradient that arrives; null in forward calls.</summary>
    public T* Dy;

    /// <summary>What is added to what is normalized; null in layers without, and where it is not needed.</summary>
    public T* Residual;

    /// <summary>The result: y, or dx.</summary>
    public T* Result;

    /// <summary>The second result of gradients, with respect to the residual; null in forward calls, and in layers without.</summary>
    public T* ResidualGradient;

    /// <summary>Whether the result is written past the caches.</summary>
    public bool Streams;

    /// <summary>How many elements on lies what is reduced next, while the group or block around a value is mapped; 0 where a map goes on through memory.</summary>
    public nint Next;

    public double Epsilon;

    /// <summary>What of the biased variance is averaged: 1, or n/(n − 1) where that is the unbiased one.</summary>
    public double AveragedShare;

    /// <summary>The values of a statistic in the parts of the batch that other members of a collective have; 0 where the batch is in one piece.</summary>
    public long CountElsewhere;

    /// <summary>Set by any thread that came upon moments which are infinite or NaN in the element type.</summary>
    public bool FoundNotFinite;

    // What normalizing uses: the mean rounded to the element type, what the rounding took off, 1/√(variance + epsilon), and whether all
    // values are equal (not zero), for each feature.
    public T* Mean;
    public double* MeanRemainder;
    public T* InverseDeviation;
    public T* IsConstant;

    // Null where the layer has none, but for beta.
    public T* Gamma;
    public T* Beta;
    public T* GammaGradient;
    public T* BetaGradient;

    /// <summary>What gradients are summed about, in the form that kernels take.</summary>
    public T* SpreadMean;

    // The constants that the value in front of an activation is computed again with, in the same form.
    public T* SpreadScale;
    public T* SpreadShift;

    /// <summary>Gamma and beta where they go across the statistics, those that exist; null elsewhere.</summary>
    public CrossParameters<T> Cross;

    /// <summary>The constants of the map, one per feature. The mean is in the layer's own memory, or in this call's.</summary>
    public readonly MapConstants<T> Constants => Scratch.Constants;

    /// <summary>The number of values of a statistic, wherever they are.</summary>
    public readonly long Count => Division.Count + CountElsewhere;

    /// <summary>The number of bytes of one tensor.</summary>
    public readonly long Bytes => (long)Division.Count * Division.Features * sizeof(T);

    /// <summary>The gradient sums of a chunk, without their constants but for those that go across.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void NewGradientSums(int chunk, out ReductionCall<T> reduction)
    {
        ReductionCall<T>.New(Kernels.GradientSums, Scratch.Sums[chunk], Scratch.Block(chunk).Partials, out reduction);
        reduction.Arguments.SetInput(0, X);
        reduction.Arguments.SetInput(1, Dy);
        reduction.Arguments.SetInput(2, Residual);
        Cross.SetIn(ref reduction.Arguments);
    }

    /// <summary>Sums a chunk of some statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Sum(in ReductionCall<T> reduction, StatisticRange range, int chunk)
    {
        SumVectors sums = Scratch.Sums[chunk];
        Walk.Clear(sums, range);
        nint runs = Walk.Runs(in Division, chunk);
        for (nint run = 0; run < runs; run++)
        {
            Walk.AddSums(in reduction, in Division, Walk.Run(in Division, chunk, run, range), range);
        }

        Walk.Fold(sums);
    }

    /// <summary>A map of this call, without its constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void NewMap(Kernel<T> kernel, T* first, T* second, out MapCall<T> map)
    {
        map = default;
        map.Kernel = kernel;
        map.Samples = Division.Samples;
        map.Positions = Division.Positions;
        map.Streams = Streams;
        map.Arguments.Next = Next == 0 ? ReadAhead.Length<T>() : Next;
        map.Arguments.SetInput(0, first);
        map.Arguments.SetInput(1, second);
        map.Arguments.SetOutput(0, Result);
        Cross.SetIn(ref map.Arguments);
    }

    /// <summary>Adds what a map of gradients reads and writes of a residual, which is written first: nobody may want it, and then dx is written over it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddResidual(ref MapCall<T> map)
    {
        map.Arguments.SetInput(2, Residual);
        if (ResidualGradient is not null)
        {
            map.Arguments.SetOutput(0, ResidualGradient);
            map.Arguments.SetOutput(1, Result);
        }
    }

    /// <summary>Brings a vector of one number per feature into the form that kernels take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Spread(T* vector, T* scratch) => Walk.Spread(vector, scratch, Division.Count, Streams);
}
