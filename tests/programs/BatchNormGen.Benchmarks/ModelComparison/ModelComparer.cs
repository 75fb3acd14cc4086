using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;

namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>Measures cases, one after the other; only what computes the same as our model is measured.</summary>
internal sealed class ModelComparer(ModelOptions options, IReadOnlyList<IModelPeer> peers, Action<ModelResult> report)
{
    /// <summary>What is compared is whether it is the same thing, not how exact it is.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>The result of the third training step depends on the gradients and the momentum of those before it.</summary>
    private const int VerifiedCalls = 3;

    /// <summary>Of what takes long, fewer rounds say as much.</summary>
    private const long LongMultiplyAdds = 4_000_000_000;

    /// <summary>How long the threads of OpenMP, by which libtorch computes, may spin after a call: hundreds of thousands of pauses, of 20 to 40 ns.</summary>
    private static readonly TimeSpan RestOfTeams = TimeSpan.FromMilliseconds(20);

    private readonly List<string> _faults = [];

    /// <summary>Implementations that were left out of a case, since they computed something else.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public IReadOnlyList<ModelResult> Run()
    {
        List<ModelResult> results = [];
        foreach (ModelCase one in options.Cases)
        {
            using var data = new ModelData(one);
            foreach (int threads in options.Threads)
            {
                if (Measure(one, data, threads) is { } result)
                {
                    results.Add(result);
                    report(result);
                }
            }
        }

        return results;
    }

    /// <summary>Null where our own model was wrong.</summary>
    private ModelResult? Measure(ModelCase one, ModelData data, int threads)
    {
        (IModelPeer Peer, IPreparedModel Model)[] prepared =
            [.. peers.Where(static peer => peer.Absence is null).SelectMany(peer => peer.Prepare(data, threads).Select(model => (peer, model)))];
        try
        {
            float[][] values = [.. prepared.Select(pair => Verified(pair.Model))];
            float[] expected = values[Array.FindIndex(prepared, static pair => pair.Peer.Name == GeneratedPeer.Generated)];
            double[] differences = [.. values.Select(value => Difference(expected, value))];
            List<Contender> contenders = [];
            foreach (((IModelPeer peer, IPreparedModel model), double difference) in prepared.Zip(differences))
            {
                if (difference <= Tolerance)
                {
                    contenders.Add(new Contender(peer.Name, model.Call));
                }
                else
                {
                    _faults.Add($"{one.Name}, {threads} threads: {peer.Name} is off by {difference:G3} of the largest value, left out");
                }
            }

            if (!contenders.Exists(static contender => contender.Name == GeneratedPeer.Generated))
            {
                return null;
            }

            Warmth.Reach([.. contenders.Select(static contender => contender.Call)]);
            return new ModelResult(
                one, threads, InterleavedRounds.Measure(contenders, RoundsOf(data, threads)),
                prepared.Zip(differences).GroupBy(static pair => pair.First.Peer.Name).ToDictionary(static ways => ways.Key, static ways => ways.Max(static way => way.Second)));
        }
        finally
        {
            foreach ((_, IPreparedModel model) in prepared)
            {
                model.Dispose();
            }
        }
    }

    private RoundSettings RoundsOf(ModelData data, int threads)
    {
        bool isLong = data.Model.MultiplyAdds * data.Samples * (data.Task == ModelTask.Prediction ? 1 : 3) > LongMultiplyAdds;
        RoundSettings rounds = isLong ? options.Rounds with { Rounds = (options.Rounds.Rounds + 1) / 2 } : options.Rounds;

        // One thread leaves none behind that would have to fall asleep. A longer rest than is needed would be unfair: a thread of .NET's pool that has been idle for 20 ms may
        // take milliseconds to come, where the system wakes it on the processor that is at work.
        bool hasTeams = peers.Any(static peer => peer is { Name: ModelResult.Torch, Absence: null });
        return rounds with { Rest = threads == 1 ? TimeSpan.Zero : hasTeams ? RestOfTeams : rounds.Rest };
    }

    private static float[] Verified(IPreparedModel model)
    {
        for (int i = 0; i < VerifiedCalls; i++)
        {
            model.Call();
        }

        return model.Result.ToArray();
    }

    /// <summary>The largest difference, as a part of the largest value; infinite where something is not finite.</summary>
    private static double Difference(float[] expected, float[] actual)
    {
        double largest = 0, difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (!float.IsFinite(expected[i]) || !float.IsFinite(actual[i]))
            {
                return double.PositiveInfinity;
            }

            largest = Math.Max(largest, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs((double)expected[i] - actual[i]));
        }

        return largest == 0 ? double.PositiveInfinity : difference / largest;
    }
}
