using System.Text.Json;
using BatchNormGen.Package.Tests.Packing;

namespace BatchNormGen.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackageFixture package)
{
    [Fact]
    public async Task AProgramTrainsPredictsAndTakesGradients()
    {
        Consumer trainer = await package.Trainer;
        CommandResult run = await trainer.Run("bin/Release/net10.0/Trainer.dll");

        Assert.Matches("^layers [0-9a-f]{16}\nmodel [0-9a-f]{16}$", run.RequireSuccess().ReplaceLineEndings("\n").Trim());
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task TheBitsAreTheSameWithNarrowerVectors(string instructionSet)
    {
        Consumer trainer = await package.Trainer;
        CommandResult widest = await trainer.Run("bin/Release/net10.0/Trainer.dll");
        CommandResult narrower = await trainer.Run("bin/Release/net10.0/Trainer.dll", (instructionSet, "0"));

        Assert.Equal(widest.RequireSuccess(), narrower.RequireSuccess());
    }

    [Fact]
    public async Task TheGeneratorAndItsCodeFixesAreLoadedFromThePackage()
    {
        Consumer trainer = await package.Trainer;
        CommandResult query = await trainer.DotNet("msbuild", "-t:ResolveLockFileAnalyzers", "-getItem:Analyzer", "-p:Configuration=Release");
        using JsonDocument items = JsonDocument.Parse(query.RequireSuccess());
        string[] analyzers =
        [
            .. items.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray()
                .Select(item => item.GetProperty("FullPath").GetString()!)
                .Where(path => Path.GetFileName(path).StartsWith("BatchNormGen", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

        string folder = Path.Combine(package.Cache, "batchnormgen", package.Version, "analyzers", "dotnet", "cs");
        Assert.Equal([Path.Combine(folder, "BatchNormGen.CodeFixes.dll"), Path.Combine(folder, "BatchNormGen.Generator.dll")], analyzers);
    }

    [Fact]
    public async Task EveryLayerAndModelIsGeneratedByThePackagesGenerator()
    {
        Consumer trainer = await package.Trainer;
        string folder = Path.Combine(trainer.Folder, "obj", "Release", "net10.0", "generated", "BatchNormGen.Generator");

        Assert.Equal(7, Directory.GetFiles(Path.Combine(folder, "BatchNormGen.Generator.LayerGenerator"), "*.g.cs").Length);
        Assert.Contains("Trainer.SmallNet.g.cs", Directory.GetFiles(Path.Combine(folder, "BatchNormGen.Generator.ModelGenerator"), "*.g.cs").Select(Path.GetFileName));
    }

    [Fact]
    public async Task AnAssemblyAndItsFriendHaveLayersOfTheSameName()
    {
        Consumer friends = package.CopyConsumer("FriendAssemblies");
        CommandResult build = await friends.DotNet("build", "Application/Application.csproj", "-c", "Release");
        build.RequireSuccess();
        CommandResult run = await friends.Run("Application/bin/Release/net10.0/Application.dll");

        Assert.Equal("5 7", run.RequireSuccess().Trim());
    }

    [Fact]
    public async Task AnOlderLanguageIsReportedByTheGenerator()
    {
        Consumer old = package.CopyConsumer("OldLanguage");
        CommandResult build = await old.DotNet("build");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Layer.cs(6,2): error BNG0003:", build.Output);
        Assert.DoesNotContain("error CS", build.Output);
    }
}
