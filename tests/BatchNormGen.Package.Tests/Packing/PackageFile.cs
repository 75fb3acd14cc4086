using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace BatchNormGen.Package.Tests.Packing;

/// <summary>A package, or one of symbols: the archive that it is.</summary>
internal sealed class PackageFile(string path)
{
    public string Path => path;

    /// <summary>The symbols that belong to it.</summary>
    public PackageFile Symbols => new(System.IO.Path.ChangeExtension(path, ".snupkg"));

    /// <summary>The names of its files, without the container's own bookkeeping, which says nothing about the package.</summary>
    public string[] Entries
    {
        get
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            return
            [
                .. archive.Entries.Select(entry => entry.FullName)
                    .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                        && !name.StartsWith("package/", StringComparison.Ordinal)
                        && name != "[Content_Types].xml")
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>When its assemblies were written last, by what it says.</summary>
    public DateTime[] Times
    {
        get
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            return [.. archive.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => entry.LastWriteTime.DateTime)];
        }
    }

    /// <summary>Name and version of each dependency, and the framework they are for.</summary>
    public (string Framework, (string Id, string Version)[] Packages) Dependencies
    {
        get
        {
            XElement group = Assert.Single(Metadata.Descendants(Named("group")));
            return (group.Attribute("targetFramework")!.Value, [.. group.Elements().Select(item => (item.Attribute("id")!.Value, item.Attribute("version")!.Value))]);
        }
    }

    private XElement Metadata => XDocument.Load(Read(Entries.Single(entry => entry.EndsWith(".nuspec", StringComparison.Ordinal)))).Root!.Elements().Single();

    /// <summary>An element of the manifest.</summary>
    public XElement Element(string name) => Metadata.Element(Named(name))!;

    /// <summary>The text of an element of the manifest.</summary>
    public string Value(string name) => Element(name).Value;

    /// <summary>The names of the assemblies that one of its assemblies references.</summary>
    public string[] References(string entry)
    {
        using PEReader file = new(Read(entry));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
    }

    /// <summary>One of its files.</summary>
    public MemoryStream Read(string entry)
    {
        MemoryStream copy = new();
        using ZipArchive archive = ZipFile.OpenRead(path);
        using (Stream stream = archive.GetEntry(entry)!.Open())
        {
            stream.CopyTo(copy);
        }

        copy.Position = 0;
        return copy;
    }

    private XName Named(string name) => Metadata.Name.Namespace + name;
}
