using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning;

/// <summary>How a layer is computed: every choice that the emitters print.</summary>
internal abstract record KernelPlan
{
    public required int Features { get; init; }

    /// <summary>The word for what is summed up: of planes what one holds, of rows what a lane is.</summary>
    public required string Statistic { get; init; }

    public required ElementType ElementType { get; init; }

    /// <summary>Elements processed together: 64 bytes of them.</summary>
    public required int Lanes { get; init; }

    /// <summary>The most chunks that the values of a channel are reduced in.</summary>
    public required int MaxChunks { get; init; }

    /// <summary>How many terms a lane adds in the element type before its sum is widened to double.</summary>
    public required int ChainLength { get; init; }
}
