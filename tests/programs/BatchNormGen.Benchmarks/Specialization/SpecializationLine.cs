using System.Globalization;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>What a child process tells in a line: the rounds of a direction, or a fault.</summary>
internal static class SpecializationLine
{
    private const string Fault = "fault";
    private const char Separator = '\t';

    public static string Of(Direction direction, Timing generated, Timing runtime) => string.Join(Separator, direction, Rounds(generated), Rounds(runtime));

    public static string OfFault(string fault) => $"{Fault}{Separator}{fault}";

    /// <summary>Null for a fault, which is added to the others.</summary>
    public static SpecializationCase? Read(string line, BenchmarkShape shape, ICollection<string> faults)
    {
        string[] parts = line.Split(Separator);
        if (parts[0] == Fault)
        {
            faults.Add(parts[1]);
            return null;
        }

        return new SpecializationCase(
            shape, Enum.Parse<Direction>(parts[0]),
            new Timing(GeneratedPeer.Generated, Rounds(parts[1])), new Timing(SpecializationRun.RuntimeShape, Rounds(parts[2])));
    }

    private static string Rounds(Timing timing) => string.Join(' ', timing.Rounds.Select(static time => time.ToString("R", CultureInfo.InvariantCulture)));

    private static double[] Rounds(string text) => [.. text.Split(' ').Select(static time => double.Parse(time, CultureInfo.InvariantCulture))];
}
