using System.Runtime.CompilerServices;

namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>Takes what was read, so that the compiler cannot leave the reading out.</summary>
internal static class Sink
{
    [ThreadStatic]
    private static float _taken;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Take<TLine>(TLine line)
        where TLine : struct, ILine<TLine> => _taken = TLine.Any(line);
}
