using System.Globalization;
using System.Text.RegularExpressions;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

/// <summary>What the pages about other frameworks say is what the library does.</summary>
public sealed partial class InteropPageTests
{
    /// <summary>The distance of 1 to the next larger float.</summary>
    private const double MachineEpsilon = 1.0 / (1 << 23);

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
    public void Names_of_the_other_kinds_are_those_of_the_library()
    {
        string[][] rows = [.. Rows("docs/presets.md", "| names in |")];
        Assert.Equal(Enum.GetValues<Framework>().Order(), rows.Select(static row => Enum.Parse<Framework>(row[0])).Order());
        Assert.All(rows, static row => Assert.Equal(OtherKinds(Enum.Parse<Framework>(row[0])).SelectMany(static kind => (string[])[kind.Names.Gamma, kind.Names.Beta]), row[1..]));
    }

    [Theory]
    [InlineData("docs/presets.md", "| epsilon of |")]
    [InlineData("docs/interop.md", "| | LayerNorm |")]
    public void Settings_of_the_other_kinds_are_those_of_the_library(string page, string head)
    {
        string[][] rows = [.. Lines(page, head).Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        Assert.InRange(rows.Length, Enum.GetValues<Framework>().Length - 1, Enum.GetValues<Framework>().Length);
        foreach (string[] row in rows)
        {
            Framework framework = Enum.Parse<Framework>(row[0].Trim('`').Split(' ')[0], ignoreCase: true);
            Assert.Equal(OtherKinds(framework).Select(static kind => kind.Epsilon), row[1..5].Select(static text => text == "the type's" ? MachineEpsilon : double.Parse(text, CultureInfo.InvariantCulture)));
            Assert.Contains(FrameworkLayout.Of(framework) == TensorLayout.ChannelsFirst ? "first" : "last", row[5], StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Python_that_writes_ONNX_files_uses_the_names_of_the_library()
    {
        BatchNormStateNames names = BatchNormStateNames.Of(Framework.Onnx);
        Assert.Contains($"[\"{names.Gamma}\", \"{names.Beta}\", \"{names.MovingMean}\", \"{names.MovingVariance}\"]", Text("docs/interop.md"), StringComparison.Ordinal);
        Assert.Contains($"\"LayerNormalization\": [{Quoted(ParameterNames.OfLayerNorm(Framework.Onnx))}]", Text("docs/interop.md"), StringComparison.Ordinal);
        Assert.Contains($"\"RMSNormalization\": [\"{ParameterNames.OfRmsNorm(Framework.Onnx).Gamma}\"]", Text("docs/interop.md"), StringComparison.Ordinal);
        Assert.Contains($"\"GroupNormalization\": [{Quoted(ParameterNames.OfGroupNorm(Framework.Onnx))}]", Text("docs/interop.md"), StringComparison.Ordinal);
        Assert.Contains($"\"InstanceNormalization\": [{Quoted(ParameterNames.OfInstanceNorm(Framework.Onnx))}]", Text("docs/interop.md"), StringComparison.Ordinal);

        static string Quoted(ParameterNames names) => $"\"{names.Gamma}\", \"{names.Beta}\"";
    }

    /// <summary>What presets set of LayerNorm, RmsNorm, GroupNorm and InstanceNorm.</summary>
    private static IEnumerable<(ParameterNames Names, double Epsilon)> OtherKinds(Framework framework) =>
    [
        (ParameterNames.OfLayerNorm(framework), DefaultEpsilon.OfMoments(framework)),
        (ParameterNames.OfRmsNorm(framework), DefaultEpsilon.OfMeanSquare(framework, isDouble: false)),
        (ParameterNames.OfGroupNorm(framework), DefaultEpsilon.OfMoments(framework)),
        (ParameterNames.OfInstanceNorm(framework), DefaultEpsilon.OfMoments(framework)),
    ];

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
