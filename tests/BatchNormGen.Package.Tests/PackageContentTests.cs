using System.IO.Compression;
using System.Reflection.Metadata;
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
    public void PackingMakesOnePackageAndItsSymbols()
    {
        string[] files = [.. Directory.GetFiles(package.Feed).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

        Assert.Equal([$"BatchNormGen.{package.Version}.nupkg", $"BatchNormGen.{package.Version}.snupkg"], files);
    }

    [Fact]
    public void ThePackageHoldsTheRuntimeItsDocumentationTheGeneratorAndItsCodeFixes() => Assert.Equal(
        [
            "BatchNormGen.nuspec",
            "README.md",
            "analyzers/dotnet/cs/BatchNormGen.CodeFixes.dll",
            "analyzers/dotnet/cs/BatchNormGen.Generator.dll",
            "icon.png",
            "lib/net10.0/BatchNormGen.dll",
            "lib/net10.0/BatchNormGen.xml",
        ],
        Entries(package.Package));

    [Fact]
    public void TheSymbolPackageHoldsTheRuntimesSymbols() => Assert.Equal(
        ["BatchNormGen.nuspec", "lib/net10.0/BatchNormGen.pdb"],
        Entries(Path.ChangeExtension(package.Package, ".snupkg")));

    [Fact]
    public void TheManifestDescribesThePackage()
    {
        XElement metadata = Manifest();

        Assert.Equal("BatchNormGen", Value(metadata, "id"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("expression", metadata.Element(metadata.Name.Namespace + "license")!.Attribute("type")!.Value);
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("icon.png", Value(metadata, "icon"));
        Assert.EndsWith("/CHANGELOG.md", Value(metadata, "releaseNotes"));
        Assert.NotEmpty(Value(metadata, "description"));
        Assert.NotEmpty(Value(metadata, "authors"));
        Assert.Contains("batch-normalization", Value(metadata, "tags").Split(' '));
        Assert.Contains("source-generator", Value(metadata, "tags").Split(' '));
    }

    [Fact]
    public void TheOnlyDependencyIsTensors()
    {
        XElement metadata = Manifest();
        XElement group = Assert.Single(metadata.Descendants(metadata.Name.Namespace + "group"));

        Assert.Equal("net10.0", group.Attribute("targetFramework")!.Value);
        Assert.Equal(["System.Numerics.Tensors"], group.Elements().Select(dependency => dependency.Attribute("id")!.Value));
    }

    [Fact]
    public void TheGeneratorReferencesOnlyWhatEveryCompilerBrings() =>
        Assert.Empty(References("analyzers/dotnet/cs/BatchNormGen.Generator.dll").Except(CompilerAssemblies));

    [Fact]
    public void TheCodeFixesReferenceOnlyWhatEveryEditorBrings() =>
        Assert.Empty(References("analyzers/dotnet/cs/BatchNormGen.CodeFixes.dll").Except(
            [.. CompilerAssemblies, "Microsoft.CodeAnalysis.Workspaces"]));

    [Theory]
    [InlineData("lib/net10.0/BatchNormGen.dll")]
    [InlineData("analyzers/dotnet/cs/BatchNormGen.CodeFixes.dll")]
    [InlineData("analyzers/dotnet/cs/BatchNormGen.Generator.dll")]
    public void AssembliesAreReproducibleAndNameNoFolderOfThisMachine(string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.Package);
        MemoryStream content = Copy(archive, entry);
        string text = Encoding.UTF8.GetString(content.ToArray());
        using PEReader file = new(content);

        Assert.Contains(file.ReadDebugDirectory(), debug => debug.Type == DebugDirectoryEntryType.Reproducible);
        Assert.DoesNotContain(Repository.Root, text, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePublicApiIsDocumented()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.Package);
        XDocument documentation = XDocument.Load(Copy(archive, "lib/net10.0/BatchNormGen.xml"));
        IEnumerable<string> members = documentation.Descendants("member").Select(member => member.Attribute("name")!.Value);

        Assert.Contains("P:BatchNormGen.ChannelNormalizationAttribute.Spatial", members);
        Assert.Contains("T:BatchNormGen.INormalizationLayer`1", members);
    }

    private string[] References(string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.Package);
        using PEReader file = new(Copy(archive, entry));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
    }

    private static string[] Entries(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);

        // The container's own bookkeeping says nothing about the package.
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                    && !name.StartsWith("package/", StringComparison.Ordinal)
                    && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    private XElement Manifest()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.Package);
        return XDocument.Load(Copy(archive, "BatchNormGen.nuspec")).Root!.Elements().Single();
    }

    private static string Value(XElement metadata, string name) => metadata.Element(metadata.Name.Namespace + name)!.Value;

    private static MemoryStream Copy(ZipArchive archive, string entry)
    {
        MemoryStream copy = new();
        using (Stream stream = archive.GetEntry(entry)!.Open())
        {
            stream.CopyTo(copy);
        }

        copy.Position = 0;
        return copy;
    }
}
