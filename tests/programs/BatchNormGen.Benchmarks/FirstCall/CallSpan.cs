namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>Calls of a layer, counted from 1, whose times are averaged.</summary>
internal readonly record struct CallSpan(int First, int Last)
{
    public static IReadOnlyList<CallSpan> All { get; } = [new(1, 1), new(2, 2), new(3, 3), new(4, 10), new(11, 30), new(31, 100)];

    public double Mean(ReadOnlySpan<double> times)
    {
        double sum = 0;
        foreach (double time in times[(First - 1)..Last])
        {
            sum += time;
        }

        return sum / (Last - First + 1);
    }

    public override string ToString() => First == Last ? $"call {First}" : $"{First}–{Last}";
}
