namespace BatchNormGen.Benchmarks.Reporting;

internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB"];

    /// <summary>Three digits: <c>98 MiB</c>.</summary>
    public static string Text(long bytes)
    {
        double value = bytes;
        int unit = 0;
        for (; value >= 1024 && unit + 1 < Units.Length; unit++)
        {
            value /= 1024;
        }

        return $"{value:G3} {Units[unit]}";
    }
}
