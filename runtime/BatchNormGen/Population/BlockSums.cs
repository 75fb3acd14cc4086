namespace BatchNormGen.Population;

/// <summary>The sums of a block for a group of channels, and what they are about. On the stack of the thread that adds up.</summary>
internal readonly unsafe struct BlockSums(double* memory)
{
    /// <summary>The number of doubles that they take.</summary>
    public const int Length = 4 * DataWalk<float>.MaxColumns;

    /// <summary>An estimate of the mean of each channel.</summary>
    public double* Estimates { get; } = memory;

    /// <summary>The same for each column, where there are columns.</summary>
    public double* ColumnEstimates { get; } = memory + DataWalk<float>.MaxColumns;

    /// <summary>Σ(x − estimate) of each lane, then of each channel.</summary>
    public double* Sums { get; } = memory + (2 * DataWalk<float>.MaxColumns);

    /// <summary>Σ(x − estimate)² of each lane, then of each channel.</summary>
    public double* Squares { get; } = memory + (3 * DataWalk<float>.MaxColumns);

    public void Clear(int lanes)
    {
        new Span<double>(Sums, lanes).Clear();
        new Span<double>(Squares, lanes).Clear();
    }

    /// <summary>Adds up the lanes of each channel, which lie side by side.</summary>
    public void Fold(int channels, int lanes)
    {
        if (lanes > 1)
        {
            Fold(Sums, channels, lanes);
            Fold(Squares, channels, lanes);
        }
    }

    private static void Fold(double* sums, int channels, int lanes)
    {
        for (int c = 0; c < channels; c++)
        {
            double* lane = sums + (c * lanes);
            double sum = lane[0];
            for (int i = 1; i < lanes; i++)
            {
                sum += lane[i];
            }

            sums[c] = sum;
        }
    }
}
