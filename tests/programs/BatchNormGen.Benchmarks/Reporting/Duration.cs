namespace BatchNormGen.Benchmarks.Reporting;

internal static class Duration
{
    /// <summary>Three digits: <c>8.21 ms</c>.</summary>
    public static string Text(double nanoseconds) => nanoseconds switch
    {
        < 999.5 => $"{Digits(nanoseconds)} ns",
        < 999.5e3 => $"{Digits(nanoseconds / 1e3)} µs",
        < 999.5e6 => $"{Digits(nanoseconds / 1e6)} ms",
        _ => $"{Digits(nanoseconds / 1e9)} s",
    };

    private static string Digits(double value) => value switch
    {
        < 9.995 => $"{value:F2}",
        < 99.95 => $"{value:F1}",
        _ => $"{value:F0}",
    };
}
