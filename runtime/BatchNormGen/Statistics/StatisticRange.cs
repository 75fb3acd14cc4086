namespace BatchNormGen.Statistics;

/// <summary>Adjacent statistics: of channels, rows or groups.</summary>
/// <param name="First">The first.</param>
/// <param name="End">One past the last.</param>
internal readonly record struct StatisticRange(int First, int End)
{
    public int Count => End - First;
}
