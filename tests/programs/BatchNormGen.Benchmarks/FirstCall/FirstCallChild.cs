using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;

namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>What runs in a fresh process: layer types called for the first time, one after the other, in one direction.</summary>
internal static class FirstCallChild
{
    public const string Name = "first-call-child";

    /// <summary>A hidden command; it prints a line a layer: the means of <see cref="CallSpan.All"/>, then the steady time, in nanoseconds.</summary>
    public static Command Create()
    {
        var direction = new Argument<Direction>("direction");
        var command = new Command(Name) { direction };
        command.Hidden = true;
        command.SetAction(result => Run(result.GetValue(direction)));
        return command;
    }

    private static void Run(Direction direction)
    {
        List<double[]> firstCalls = [];
        List<Contender> contenders = [];
        foreach (FirstCallCase one in FirstCallCase.All)
        {
            var data = new BatchData(one.Shape, aligned: true);
            long start = Stopwatch.GetTimestamp();
            Activator.CreateInstance(one.Layer);
            TimeSpan construction = Stopwatch.GetElapsedTime(start);
            if (((IPreparedLayer)new GeneratedPeer(one.Layer.Name, one.Layer).Prepare(data, threads: 1)).Of(direction) is { } call)
            {
                contenders.Add(new Contender(one.Layer.Name, call));
                firstCalls.Add(Call(call, construction));
            }
            else
            {
                firstCalls.Add([]);
            }
        }

        Warmth.Reach([.. contenders.Select(static contender => contender.Call)]);
        IReadOnlyDictionary<string, Timing> steady = InterleavedRounds.Measure(contenders, RoundSettings.Full() with { Rest = TimeSpan.Zero });
        foreach ((FirstCallCase one, double[] means) in FirstCallCase.All.Zip(firstCalls))
        {
            double[] numbers = means.Length == 0 ? [] : [.. means, steady[one.Layer.Name].Median];
            Console.WriteLine(string.Join(' ', numbers.Prepend(0).Select(static number => number.ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>The mean times of the first calls; the construction of the layer counts as a part of the very first.</summary>
    private static double[] Call(Action call, TimeSpan construction)
    {
        double[] times = new double[CallSpan.All[^1].Last];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        times[0] += construction.TotalNanoseconds;
        return [.. CallSpan.All.Select(span => span.Mean(times))];
    }
}
