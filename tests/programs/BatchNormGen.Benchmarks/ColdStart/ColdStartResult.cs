using BatchNormGen.Benchmarks.Measuring;

namespace BatchNormGen.Benchmarks.ColdStart;

/// <summary>How fast a program starts, and how large it is; a round of the timing is a process.</summary>
internal sealed record ColdStartResult(ColdStartProgram Program, Timing Timing, long Bytes)
{
    /// <summary>Null where there is no goal.</summary>
    public bool? IsFast => Program.MostMilliseconds is { } limit ? Timing.Median <= limit * 1e6 : null;

    /// <summary>Null where there is no goal.</summary>
    public bool? IsSmall => Program.MostBytes is { } limit ? Bytes <= limit : null;
}
