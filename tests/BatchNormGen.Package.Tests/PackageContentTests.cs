using System.Globalization;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using BatchNormGen.Package.Tests.Packing;

namespace BatchNormGen.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackageFixture package)
{
    private static readonly string[] CompilerAssemblies =
        ["netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable", "System.Memory"];

    [Fact]
    public void PackingMakesTwoPackagesAndTheirSymbols()
    {
        string[] files = [.. Directory.GetFiles(package.Feed).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

        Assert.Equal(
            [
                $"BatchNormGen.{package.Version}.nupkg", $"BatchNormGen.{package.Version}.snupkg",
                $"BatchNormGen.Mpi.{package.Version}.nupkg", $"BatchNormGen.Mpi.{package.Version}.snupkg",
            ],
            files);
    }

    [Fact]
    public void ThePackageHoldsTheRuntimeItsDocumentationTheGeneratorAndItsCodeFixes() => Assert.Equal(
        [
            "BatchNormGen.nuspec",
            "README.md",
            "analyzers/dotnet/cs/BatchNormGen.CodeFixes.dll",
            "analyzers/dotnet/cs/BatchNormGen.Generator.dll",
            "buildTransitive/BatchNormGen.props",
            "icon.png",
            "lib/net10.0/BatchNormGen.dll",
            "lib/net10.0/BatchNormGen.xml",
        ],
        package.Library.Entries);

    [Fact]
    public void ThePackageForMpiHoldsItsAssemblyAndDocumentationAndNothingNative() => Assert.Equal(
        ["BatchNormGen.Mpi.nuspec", "README.md", "icon.png", "lib/net10.0/BatchNormGen.Mpi.dll", "lib/net10.0/BatchNormGen.Mpi.xml"],
        package.Mpi.Entries);

    [Theory]
    [InlineData("BatchNormGen")]
    [InlineData("BatchNormGen.Mpi")]
    public void TheSymbolPackageHoldsTheAssemblysSymbols(string id) => Assert.Equal(
        [$"{id}.nuspec", $"lib/net10.0/{id}.pdb"],
        package.Of(id).Symbols.Entries);

    [Theory]
    [InlineData("BatchNormGen", "source-generator")]
    [InlineData("BatchNormGen.Mpi", "mpi")]
    public void TheManifestDescribesThePackage(string id, string tag)
    {
        PackageFile file = package.Of(id);

        Assert.Equal(id, file.Value("id"));
        Assert.Equal("MIT", file.Value("license"));
        Assert.Equal("expression", file.Element("license").Attribute("type")!.Value);
        Assert.Equal("README.md", file.Value("readme"));
        Assert.Equal("icon.png", file.Value("icon"));
        Assert.EndsWith("/CHANGELOG.md", file.Value("releaseNotes"));
        Assert.NotEmpty(file.Value("description"));
        Assert.NotEmpty(file.Value("authors"));
        Assert.Contains("batch-normalization", file.Value("tags").Split(' '));
        Assert.Contains(tag, file.Value("tags").Split(' '));
    }

    [Theory]
    [InlineData("BatchNormGen", "README.md")]
    [InlineData("BatchNormGen.Mpi", "runtime/BatchNormGen.Mpi/README.md")]
    public void TheReadmeIsThePackagesOwnAndLinksToNothingInside(string id, string source)
    {
        string text = Encoding.UTF8.GetString(package.Of(id).Read("README.md").ToArray());

        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, source)), text);
        Assert.DoesNotContain("](../", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](docs/", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOnlyDependencyIsTensors()
    {
        (string framework, (string Id, string)[] packages) = package.Library.Dependencies;

        Assert.Equal("net10.0", framework);
        Assert.Equal(["System.Numerics.Tensors"], packages.Select(dependency => dependency.Id));
    }

    [Fact]
    public void TheOnlyDependencyOfThePackageForMpiIsTheLibraryOfItsVersionWithItsGenerator()
    {
        (string framework, (string, string)[] packages) = package.Mpi.Dependencies;

        Assert.Equal("net10.0", framework);
        Assert.Equal([("BatchNormGen", package.Version)], packages);
        XElement dependency = package.Mpi.Element("dependencies").Descendants().Last();
        Assert.Equal("All", dependency.Attribute("include")!.Value);
        Assert.Null(dependency.Attribute("exclude"));
    }

    [Fact]
    public void TheGeneratorReferencesOnlyWhatEveryCompilerBrings() =>
        Assert.Empty(package.Library.References("analyzers/dotnet/cs/BatchNormGen.Generator.dll").Except(CompilerAssemblies));

    [Fact]
    public void TheCodeFixesReferenceOnlyWhatEveryEditorBrings() =>
        Assert.Empty(package.Library.References("analyzers/dotnet/cs/BatchNormGen.CodeFixes.dll").Except(
            [.. CompilerAssemblies, "Microsoft.CodeAnalysis.Workspaces"]));

    [Theory]
    [InlineData("BatchNormGen", "lib/net10.0/BatchNormGen.dll")]
    [InlineData("BatchNormGen", "analyzers/dotnet/cs/BatchNormGen.CodeFixes.dll")]
    [InlineData("BatchNormGen", "analyzers/dotnet/cs/BatchNormGen.Generator.dll")]
    [InlineData("BatchNormGen.Mpi", "lib/net10.0/BatchNormGen.Mpi.dll")]
    public void AssembliesAreReproducibleAndNameNoFolderOfThisMachine(string id, string entry)
    {
        MemoryStream content = package.Of(id).Read(entry);
        string text = Encoding.UTF8.GetString(content.ToArray());
        using PEReader file = new(content);

        Assert.Contains(file.ReadDebugDirectory(), debug => debug.Type == DebugDirectoryEntryType.Reproducible);
        Assert.DoesNotContain(Repository.Root, text, StringComparison.Ordinal);
    }

    /// <summary>A build copies no assembly that has the size and the time of the one that is there: whoever updates would keep the old one.</summary>
    [Fact]
    public async Task EntriesOfEachVersionCarryAnotherTimeWhichIsPast()
    {
        DateTimeOffset now = await TimeOf(package.Version);

        Assert.Equal(now, await TimeOf(package.Version));
        Assert.NotEqual(now, await TimeOf($"{package.Version}-rc.1"));
        Assert.Equal(2024, now.Year);
        Assert.All(package.Library.Times.Concat(package.Mpi.Times), time => Assert.Equal(now.DateTime, time));

        static async Task<DateTimeOffset> TimeOf(string version)
        {
            CommandResult query = await Command.Run(
                "dotnet", Repository.Root, ["msbuild", "runtime/BatchNormGen.Mpi", "-getProperty:DeterministicTimestamp", $"-p:Version={version}"]);
            return DateTimeOffset.FromUnixTimeSeconds(long.Parse(query.RequireSuccess(), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("BatchNormGen", "P:BatchNormGen.ChannelNormalizationAttribute.Spatial", "T:BatchNormGen.INormalizationLayer`1")]
    [InlineData("BatchNormGen.Mpi", "T:BatchNormGen.Mpi.MpiWorld", "P:BatchNormGen.Mpi.MpiOptions.Timeout")]
    public void ThePublicApiIsDocumented(string id, params string[] expected)
    {
        XDocument documentation = XDocument.Load(package.Of(id).Read($"lib/net10.0/{id}.xml"));
        IEnumerable<string> members = documentation.Descendants("member").Select(member => member.Attribute("name")!.Value);

        Assert.Subset(members.ToHashSet(), expected.ToHashSet());
    }
}
