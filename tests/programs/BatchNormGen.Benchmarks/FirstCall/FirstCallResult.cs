using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;

namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>The first calls of a layer in one direction; a round of each timing is a process.</summary>
internal sealed record FirstCallResult(FirstCallCase Case, Direction Direction, IReadOnlyList<Timing> Spans, Timing Steady)
{
    /// <summary>The most times of the steady time that calls from the second on may take.</summary>
    private const double MaxSlowness = 2;

    private const double MaxFirstMilliseconds = 10;

    /// <summary>The slowest calls after the first, as a multiple of the steady time.</summary>
    public double Slowness => Spans.Skip(1).Max(static span => span.Median) / Steady.Median;

    public bool IsSteadyFromSecond => Slowness <= MaxSlowness;

    /// <summary>Null where there is no goal: the very first layers of a process compile what all share.</summary>
    public bool? IsFirstFast => Case.IsFurther ? Spans[0].Median <= MaxFirstMilliseconds * 1e6 : null;
}
