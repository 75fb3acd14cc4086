using BatchNormGen.CodeFixes;

namespace BatchNormGen.Generator.Tests.CodeFixes;

public class RemoveBiasTests
{
    [Theory]
    [InlineData("x.Conv2D(\"c\", 8, 3).BatchNorm(\"b\")", "x.Conv2D(\"c\", 8, 3, bias: false).BatchNorm(\"b\")")]
    [InlineData("x.Conv2D(\"c\", 8, 3, padding: 1).BatchNorm(\"b\")", "x.Conv2D(\"c\", 8, 3, padding: 1, bias: false).BatchNorm(\"b\")")]
    [InlineData("x.Conv2D(\"c\", 8, 3, bias: true, padding: 1).BatchNorm(\"b\")", "x.Conv2D(\"c\", 8, 3, bias: false, padding: 1).BatchNorm(\"b\")")]
    [InlineData("x.Conv2D(\"c\", 8, 3, 1, 1, 1, /* yes */ 1 < 2 /* ! */).BatchNorm(\"b\")", "x.Conv2D(\"c\", 8, 3, 1, 1, 1, /* yes */ false /* ! */).BatchNorm(\"b\")")]
    [InlineData("x\n    .Conv2D(\n        \"c\",\n        outputs: 8,\n        kernel: 3)\n    .BatchNorm(\"b\")", "x\n    .Conv2D(\n        \"c\",\n        outputs: 8,\n        kernel: 3, bias: false)\n    .BatchNorm(\"b\")")]
    public async Task A_bias_that_is_taken_off_again_is_left_out(string definition, string expected)
    {
        FixedProject project = FixedProject.Of(Model(definition));
        Assert.Equal("Write 'bias: false'", Assert.Single(await project.OfferedAsync(new RemoveBias())).Title);

        FixedProject mended = await project.FixFirstAsync(new RemoveBias());
        Assert.Equal([Model(expected)], await mended.TextsAsync());
        Assert.Empty(await mended.DiagnosticsAsync());
    }

    [Fact]
    public async Task All_of_a_project_are_left_out_at_once()
    {
        FixedProject mended = await FixedProject.Of(
            Model("Blocks.Block(x.Conv2D(\"c1\", 8, 3).BatchNorm(\"b1\").Relu().Conv2D(\"c2\", 8, 3).BatchNorm(\"b2\").Relu(), \"c\")"),
            "static class Blocks { public static FeatureMaps Block(FeatureMaps x, string name) => x.Conv2D(name + 3, 8, 3).BatchNorm(\"b3\").Relu().Conv2D(name + 4, 8, 3); }").FixAllAsync(new RemoveBias());
        Assert.Equal(
            [
                Model("Blocks.Block(x.Conv2D(\"c1\", 8, 3, bias: false).BatchNorm(\"b1\").Relu().Conv2D(\"c2\", 8, 3, bias: false).BatchNorm(\"b2\").Relu(), \"c\")"),
                "static class Blocks { public static FeatureMaps Block(FeatureMaps x, string name) => x.Conv2D(name + 3, 8, 3, bias: false).BatchNorm(\"b3\").Relu().Conv2D(name + 4, 8, 3); }",
            ],
            await mended.TextsAsync());
        Assert.Empty(await mended.DiagnosticsAsync());
    }

    private static string Model(string definition) => $"[Model(3, 32, 32)] partial class Net {{ static FeatureMaps Define(FeatureMaps x) => {definition}; }}";
}
