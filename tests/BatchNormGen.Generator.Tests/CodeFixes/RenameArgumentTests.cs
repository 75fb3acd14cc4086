using BatchNormGen.CodeFixes;

namespace BatchNormGen.Generator.Tests.CodeFixes;

public class RenameArgumentTests
{
    [Theory]
    [InlineData("Momentum = 0.99", "Decay = 0.99", "Rename to 'Decay'")]
    [InlineData("Momentum = 0.9f", "Decay = 0.9f", "Rename to 'Decay'")]
    [InlineData("Momentum  /* PyTorch? */ = 1 - 0.1", "Decay  /* PyTorch? */ = 1 - 0.1", "Rename to 'Decay'")]
    [InlineData("Epsilon = 1e-3, Momentum = Kept, Scale = false", "Epsilon = 1e-3, Decay = Kept, Scale = false", "Rename to 'Decay'")]
    [InlineData("Decay = 0.01", "Momentum = 0.01", "Rename to 'Momentum'")]
    public async Task The_argument_is_renamed_and_keeps_its_value(string argument, string expected, string title)
    {
        FixedProject project = FixedProject.Of(Declaration(argument));
        Assert.Equal(title, Assert.Single(await project.OfferedAsync(new RenameArgument())).Title);

        FixedProject mended = await project.FixFirstAsync(new RenameArgument());
        Assert.Equal([Declaration(expected)], await mended.TextsAsync());
        Assert.Empty(await mended.DiagnosticsAsync());
    }

    [Theory]
    [InlineData("Momentum = 1")]
    [InlineData("Decay = 0")]
    [InlineData("Momentum = 0.9, Decay = 0.9")]
    public async Task Nothing_is_offered_where_the_other_name_would_be_wrong(string argument) =>
        Assert.Empty(await FixedProject.Of(Declaration(argument)).OfferedAsync(new RenameArgument()));

    [Fact]
    public async Task All_of_a_kind_are_renamed_at_once()
    {
        FixedProject mended = await FixedProject.Of(
            "[BatchNorm(8, 2, Momentum = 0.9)] partial class A; [BatchNorm(8, 2, Decay = 0.1)] partial class B;",
            "[BatchNorm(8, 2, Momentum = 0.99)] partial class C; [BatchNorm(8, 2, Momentum = 0.1)] partial class D;").FixAllAsync(new RenameArgument());
        Assert.Equal(
            [
                "[BatchNorm(8, 2, Decay = 0.9)] partial class A; [BatchNorm(8, 2, Decay = 0.1)] partial class B;",
                "[BatchNorm(8, 2, Decay = 0.99)] partial class C; [BatchNorm(8, 2, Momentum = 0.1)] partial class D;",
            ],
            await mended.TextsAsync());
        Assert.Equal(["BNG0020"], (await mended.DiagnosticsAsync()).Select(static diagnostic => diagnostic.Id));
    }

    private static string Declaration(string argument) => $"[BatchNorm(8, 2, {argument})] partial class Norm {{ const double Kept = 0.9; }}";
}
