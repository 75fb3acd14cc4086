using BatchNormGen.MpiJob;
using BatchNormGen.Tests.Exchanges;

namespace BatchNormGen.Mpi.Tests;

/// <summary>Processes come to the same bits as each other, and as threads of one process that exchange the same.</summary>
[Collection(nameof(OneAtATime))]
public sealed class MpiBitsTests
{
    public static TheoryData<Implementation, int> Sizes => new()
    {
        { Implementation.OpenMpi, 1 }, { Implementation.OpenMpi, 2 }, { Implementation.OpenMpi, 3 }, { Implementation.OpenMpi, 4 },
        { Implementation.Mpich, 1 }, { Implementation.Mpich, 2 },
    };

    /// <summary>Digests of threads, by their number.</summary>
    private static readonly Dictionary<int, string[][]> OfThreads = [];

    [MpiTheory, MemberData(nameof(Sizes))]
    public void Processes_come_to_the_bits_of_threads(Implementation implementation, int processes) =>
        AssertSameAsThreads(MpiRun.Run(implementation, processes, "bits").RequireSuccess());

    [MpiTheory, MemberData(nameof(Sizes))]
    public void Sums_and_moments_are_those_of_all(Implementation implementation, int processes)
    {
        double sum = processes * processes / 2.0;
        string line = FormattableString.Invariant($"{sum} {sum} {sum}");
        string[] expected = [line, line, line, $"{processes * (processes + 1) / 2} values in each of 7 channels"];
        Assert.All(MpiRun.Run(implementation, processes, "sums").RequireSuccess(), lines => Assert.Equal(expected, lines));
    }

    [MpiTheory]
    [InlineData(Implementation.OpenMpi, 3)]
    [InlineData(Implementation.Mpich, 2)]
    public void Garbage_collections_do_not_disturb_exchanges(Implementation implementation, int processes) => Assert.All(
        MpiRun.Run(implementation, processes, "collections").RequireSuccess(), static lines => Assert.Equal(["all sums are right"], lines));

    [MpiTheory]
    [InlineData(Implementation.OpenMpi)]
    [InlineData(Implementation.Mpich)]
    public void A_program_compiled_ahead_of_time_comes_to_the_same_bits(Implementation implementation) =>
        AssertSameAsThreads(MpiRun.RunNative(implementation, 2, NativeJob.Program, "bits").RequireSuccess());

    private static void AssertSameAsThreads(string[][] lines)
    {
        if (!OfThreads.TryGetValue(lines.Length, out string[][]? expected))
        {
            expected = ThreadMembers.Run(lines.Length, static member => SharedTraining.Digests(member).ToArray());
            OfThreads[lines.Length] = expected;
        }

        Assert.Equal(expected, lines);

        // Five layers and a model, each with a digest of what all have.
        Assert.All(lines, line => Assert.Equal(lines[0].Select(Shared), line.Select(Shared)));

        static string Shared(string line) => line.Split(' ')[2];
    }
}
