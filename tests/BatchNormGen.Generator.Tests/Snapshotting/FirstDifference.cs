namespace BatchNormGen.Generator.Tests.Snapshotting;

/// <summary>Shows where two texts begin to differ.</summary>
internal static class FirstDifference
{
    private const int LinesBefore = 3;

    /// <summary>The first line that differs in both texts, and those before it; null if the texts are equal.</summary>
    public static string? Of(string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }

        string[] expectedLines = expected.Split('\n');
        string[] actualLines = actual.Split('\n');
        int line = expectedLines.Zip(actualLines).TakeWhile(static pair => pair.First == pair.Second).Count();
        string?[] differing = [expectedLines.ElementAtOrDefault(line), actualLines.ElementAtOrDefault(line)];
        int column = differing[0] is null || differing[1] is null
            ? 0
            : differing[0]!.Zip(differing[1]!).TakeWhile(static pair => pair.First == pair.Second).Count();

        IEnumerable<string> before = expectedLines.Take(line).TakeLast(LinesBefore).Select(static text => "    " + text);
        return string.Join(
            '\n',
            [$"line {line + 1}, column {column + 1}:", .. before, "  - " + Shown(differing[0]), "  + " + Shown(differing[1])]);
    }

    private static string Shown(string? line) => line?.Replace("\r", "\\r", StringComparison.Ordinal) ?? "(the text has ended)";
}
