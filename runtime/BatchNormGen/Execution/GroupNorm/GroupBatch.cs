using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.GroupNorm;

/// <summary>One call over the groups of all samples, as its threads see it: blocks of groups, each of which is measured, mapped and left.</summary>
/// <remarks>Lives on the caller's stack for the time of the call. All memory is pinned.</remarks>
internal unsafe struct GroupBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public GroupNormCore<T> Layer;
    public nint Samples;
    public nint Positions;
    public T* X;
    public T* Residual;
    public T* Result;

    /// <summary>Whether results are written past the caches.</summary>
    public bool Streams;

    // Of gradients only.
    public T* Dy;
    public T* ResidualGradient;
    public ParameterSums? Sums;

    /// <summary>The threads that work on one block together.</summary>
    public int BlockThreads;

    /// <summary>The groups of a block, one behind the other: with channels last those of a sample, since the channels of all lie in one row.</summary>
    public int BlockGroups;

    /// <summary>The groups of a chunk: parameters' gradients are summed by chunk.</summary>
    public nint ChunkGroups;

    public readonly bool IsChannelsLast => Layer.Kernels.Groups is null;

    /// <summary>The number of groups of all samples.</summary>
    public readonly nint Groups => Samples * Layer.Settings.NumGroups;

    /// <summary>The number of chunks. It follows from the shape alone.</summary>
    public readonly nint Chunks => (Groups + ChunkGroups - 1) / ChunkGroups;

    /// <summary>The values of a group.</summary>
    public readonly nint GroupLength => Layer.GroupChannels * Positions;

    /// <summary>The number of bytes of one tensor.</summary>
    public readonly long Bytes => (long)Groups * GroupLength * sizeof(T);

    /// <summary>Some groups as a batch whose statistics they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void OpenGroups(nint first, int groups, ChunkScratch<T> scratch, out BatchCall<T> call)
    {
        call = default;
        call.Kernels = Layer.Kernels.OfChannels;
        call.Walk = Layer.Kernels.Groups is { } groupWalk ? groupWalk : call.Kernels.Walk;
        call.Scratch = scratch;
        call.Division = Layer.Kernels.Groups is { } walk
            ? walk.Divide(samples: 1, GroupLength) with { Features = groups, GroupFeatures = groups }
            : new(Samples: 1, GroupLength, groups, groups, Chunks: 1, GroupLength);
        call.X = X + (first * GroupLength);
        call.Epsilon = Layer.Settings.Epsilon;
        call.AveragedShare = 1;
        call.Mean = scratch.Mean;
        call.MeanRemainder = scratch.MeanRemainder;
        call.InverseDeviation = scratch.InverseDeviation;
        call.IsConstant = scratch.IsConstant;

        // Gamma and beta are those of channels: a group as such has none.
        call.Beta = Layer.Zeros;
    }

    /// <summary>The channels of some groups as a batch of one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void OpenChannels(nint first, int groups, ChunkScratch<T> scratch, out BatchCall<T> call)
    {
        nint offset = first * GroupLength;
        int channels = groups * Layer.GroupChannels;
        call = default;
        call.Kernels = Layer.Kernels.OfChannels;
        call.Walk = call.Kernels.Walk;
        call.Scratch = scratch;
        call.Division = IsChannelsLast
            ? call.Walk.Divide(samples: Positions, positions: 1)
            : call.Walk.Divide(samples: 1, Positions) with { Features = channels, GroupFeatures = channels };
        call.X = X + offset;
        call.Residual = Residual is null ? null : Residual + offset;
        call.Dy = Dy is null ? null : Dy + offset;
        call.Result = Result + offset;
        call.ResidualGradient = ResidualGradient is null ? null : ResidualGradient + offset;
        call.Streams = Streams;
        call.Next = groups * GroupLength;
        call.Mean = scratch.Mean;
        call.MeanRemainder = scratch.MeanRemainder;
    }
}
