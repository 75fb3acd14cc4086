using System.Text;
using BatchNormGen.Generator.Parsing.Naming;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

/// <summary>Names of generated files that every file system takes.</summary>
public class HintNameTests
{
    public static TheoryData<string> LongNames =>
    [
        // The way in which names become long in projects: eleven namespaces and a class.
        $"namespace {string.Join('.', Enumerable.Range(0, 11).Select(static index => $"CompanyProductAreaFeature{index}"))}; [BatchNorm(8, 2)] partial class ResidualBlockBatchNormalization;",
        $"[BatchNorm(8, 2)] partial class {new string('N', 300)};",
        $"[BatchNorm(8, 2)] partial class {new string('层', 39)};",
        $"[BatchNorm(8, 2)] partial class N{new string('Ж', 200)};",
        $"namespace {string.Join('.', Enumerable.Repeat("Größenordnung", 20))}; [BatchNorm(8, 2)] partial class Norm;",
        Nested(depth: 30, "class Net{0}"),
        Nested(depth: 30, "struct Net{0}<T, U>"),
    ];

    [Theory]
    [MemberData(nameof(LongNames))]
    public void A_long_name_is_cut_and_stays_readable(string source)
    {
        string name = Assert.Single(HintNames(source));
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 90, HintName.MaxBytes);
        Assert.Matches("^[\\w.`]+\\.[0-9a-f]{16}\\.g\\.cs$", name);
        Assert.Equal([name], HintNames(source));
    }

    [Theory]
    [InlineData(115, 120)]
    [InlineData(116, 120)]
    public void A_name_is_cut_only_where_it_must_be(int letters, int bytes)
    {
        string name = Assert.Single(HintNames($"[BatchNorm(8, 2)] partial class {new string('N', letters)};"));
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(name));
        Assert.Equal(letters <= 115, name == new string('N', letters) + ".g.cs");
    }

    /// <summary>Names that differ behind what is left of them, or by case alone, or in their letters' bytes.</summary>
    [Fact]
    public void Long_names_stay_unique()
    {
        string[] names =
        [
            new string('N', 300) + "1", new string('N', 300) + "2", new string('n', 300) + "1", new string('N', 299) + "M",
            new string('层', 80), new string('层', 81), new string('Ж', 150), new string('ж', 150),
        ];
        string[] hints = HintNames(string.Concat(names.Select(static name => $"#pragma warning disable CS8981\n[BatchNorm(8, 2)] partial class {name};\n")));
        Assert.Equal(names.Length, hints.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(hints, static hint => Assert.InRange(Encoding.UTF8.GetByteCount(hint), 1, HintName.MaxBytes));
    }

    private static string Nested(int depth, string declaration)
    {
        IEnumerable<string> types = Enumerable.Range(0, depth).Select(index => $"partial {declaration.Replace("{0}", $"{index}", StringComparison.Ordinal)} {{ ");
        return $"#pragma warning disable CS0693\n{string.Concat(types)}[BatchNorm(8, 2)] partial class Norm; {new string('}', depth)}";
    }

    private static string[] HintNames(string source)
    {
        GeneratorRun run = LayerCompilation.Of("using BatchNormGen;\n" + source).Generate();
        Assert.Empty(run.Diagnostics);
        return [.. run.Sources.Select(static generated => generated.HintName)];
    }
}
