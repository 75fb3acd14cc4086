using System.Globalization;
using System.Text.RegularExpressions;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

/// <summary>What the pages about other frameworks say is what the library does.</summary>
public sealed partial class InteropPageTests
{
    [Fact]
    public void Names_in_files_are_those_of_the_library()
    {
        string[][] rows = [.. Rows("docs/interop.md", "| preset | a prefix |")];
        Assert.Equal(Enum.GetValues<Framework>().Order(), rows.Select(static row => Enum.Parse<Framework>(row[0])).Order());
        foreach (string[] row in rows)
        {
            BatchNormStateNames names = BatchNormStateNames.Of(Enum.Parse<Framework>(row[0]));
            string[] expected = [names.Gamma, names.Beta, names.MovingMean, names.MovingVariance, .. names.BatchesTracked == "batches_tracked" ? (string[])[] : [names.BatchesTracked]];
            Assert.Equal(expected, row[2..]);
        }
    }

    [Fact]
    public void Names_on_the_page_of_presets_are_those_of_the_library()
    {
        string[][] rows = [.. Rows("docs/presets.md", "| preset | gamma |")];
        Assert.Equal(Enum.GetValues<Framework>().Order(), rows.Select(static row => Enum.Parse<Framework>(row[0])).Order());
        foreach (string[] row in rows)
        {
            BatchNormStateNames names = BatchNormStateNames.Of(Enum.Parse<Framework>(row[0]));
            Assert.Equal([names.Gamma, names.Beta, names.MovingMean, names.MovingVariance, names.BatchesTracked], row[1..]);
        }
    }

    [Fact]
    public void Settings_are_those_of_the_presets()
    {
        string[][] rows = [.. Lines("docs/interop.md", "| | epsilon |").Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        Assert.Equal(Enum.GetValues<Framework>().Length - 1, rows.Length);
        foreach (string[] row in rows)
        {
            Framework framework = Enum.Parse<Framework>(row[0].Split(' ')[0], ignoreCase: true);
            BatchNormDefaults defaults = BatchNormDefaults.Of(framework);
            Assert.Equal(defaults.Epsilon, double.Parse(row[1], CultureInfo.InvariantCulture));
            Assert.Equal(defaults.Momentum, double.Parse(row[2].Split(' ')[^1], CultureInfo.InvariantCulture));
            Assert.StartsWith(defaults.MovingVariance.ToString(), row[3], StringComparison.OrdinalIgnoreCase);
            Assert.Equal(FrameworkLayout.Of(framework) == TensorLayout.ChannelsFirst ? "first (NCHW)" : "last (NHWC)", row[4]);
        }
    }

    [Fact]
    public void Python_that_writes_ONNX_files_uses_the_names_of_the_library()
    {
        BatchNormStateNames names = BatchNormStateNames.Of(Framework.Onnx);
        Assert.Contains($"[\"{names.Gamma}\", \"{names.Beta}\", \"{names.MovingMean}\", \"{names.MovingVariance}\"]", Text("docs/interop.md"), StringComparison.Ordinal);
    }

    /// <summary>The words in code type of each row of a table, which begins with a line that begins with <paramref name="head"/>.</summary>
    private static IEnumerable<string[]> Rows(string page, string head) =>
        Lines(page, head).Select(static line => Code().Matches(line).Select(static match => match.Groups[1].Value).ToArray());

    private static IEnumerable<string> Lines(string page, string head) =>
        Text(page).Split('\n')
            .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(static line => line.StartsWith('|'));

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
