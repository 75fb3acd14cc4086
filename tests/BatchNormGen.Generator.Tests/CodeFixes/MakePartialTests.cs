using BatchNormGen.CodeFixes;

namespace BatchNormGen.Generator.Tests.CodeFixes;

public class MakePartialTests
{
    [Theory]
    [InlineData("[BatchNorm(8, 2)] class Norm;", "[BatchNorm(8, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2)] public sealed class Norm { }", "[BatchNorm(8, 2)] public sealed partial class Norm { }")]
    [InlineData("/// <summary>Mine.</summary>\n[BatchNorm(8, 2)]\n// A comment.\nclass Norm;", "/// <summary>Mine.</summary>\n[BatchNorm(8, 2)]\n// A comment.\npartial class Norm;")]
    [InlineData("[BatchNorm(8, 2)]\ninternal\n    class Norm;", "[BatchNorm(8, 2)]\ninternal\n    partial class Norm;")]
    [InlineData("[BatchNorm(8, 2)] class @class;", "[BatchNorm(8, 2)] partial class @class;")]
    [InlineData("struct Net { [BatchNorm(8, 2)] partial class Norm; }", "partial struct Net { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("readonly ref struct Net { [BatchNorm(8, 2)] partial class Norm; }", "readonly ref partial struct Net { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("record struct Net(int X) { [BatchNorm(8, 2)] partial class Norm; }", "partial record struct Net(int X) { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("interface INet { [BatchNorm(8, 2)] partial class Norm; }", "partial interface INet { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("[Model(8)] sealed class Net { static Features Define(Features x) => x; }", "[Model(8)] sealed partial class Net { static Features Define(Features x) => x; }")]
    public async Task Partial_is_added_directly_before_the_keyword(string source, string expected)
    {
        FixedProject mended = await FixedProject.Of(source).FixFirstAsync(new MakePartial());
        Assert.Equal([expected], await mended.TextsAsync());
        Assert.Empty(await mended.DiagnosticsAsync());
    }

    /// <summary>Each is a diagnostic of its own, in any order: whichever is fixed, those around it are fixed with it.</summary>
    [Fact]
    public async Task The_types_around_a_type_are_mended_with_it()
    {
        FixedProject project = FixedProject.Of("class A { partial class B { class C { [BatchNorm(8, 2)] class Norm; class Other; } } }");
        Assert.Equal(3, (await project.DiagnosticsAsync()).Length);

        FixedProject mended = await project.FixLastAsync(new MakePartial());
        Assert.Equal(["partial class A { partial class B { partial class C { [BatchNorm(8, 2)] partial class Norm; class Other; } } }"], await mended.TextsAsync());
        Assert.Empty(await mended.DiagnosticsAsync());
    }

    [Fact]
    public async Task All_layers_are_mended_at_once_and_what_they_share_only_once()
    {
        FixedProject mended = await FixedProject.Of(
            "class Net { [BatchNorm(8, 2)] class Norm1; [BatchNorm(8, 2)] sealed class Norm2; [BatchNorm(8, 2)] partial class Norm3; class Other; }",
            "[BatchNorm(8, 2)] class Alone; class Neighbour;").FixAllAsync(new MakePartial());

        Assert.Equal(
            [
                "partial class Net { [BatchNorm(8, 2)] partial class Norm1; [BatchNorm(8, 2)] sealed partial class Norm2; [BatchNorm(8, 2)] partial class Norm3; class Other; }",
                "[BatchNorm(8, 2)] partial class Alone; class Neighbour;",
            ],
            await mended.TextsAsync());
        Assert.Empty(await mended.DiagnosticsAsync());
    }
}
