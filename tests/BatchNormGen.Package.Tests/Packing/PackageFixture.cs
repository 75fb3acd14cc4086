using System.Security;

namespace BatchNormGen.Package.Tests.Packing;

/// <summary>Packs the repository once, into a folder outside it, and lets projects beside the package restore it.</summary>
/// <remarks>
/// <code>
/// {temporary folder}/feed        BatchNormGen.{version}.nupkg and .snupkg
///                   /cache       the packages that the projects restore: none of them from an earlier run
///                   /{project}   copies of the folders in Consumers
/// </code>
/// </remarks>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("BatchNormGen.Package.Tests.").FullName;
    private readonly Lazy<Task<Consumer>> _trainer;

    public PackageFixture() => _trainer = new(BuildTrainer);

    internal string Feed => Path.Combine(_root, "feed");

    internal string Cache => Path.Combine(_root, "cache");

    internal string Package => Assert.Single(Directory.GetFiles(Feed, "*.nupkg"));

    internal string Version => Path.GetFileNameWithoutExtension(Package)["BatchNormGen.".Length..];

    /// <summary>The user's program, built once for all tests that run it.</summary>
    internal Task<Consumer> Trainer => _trainer.Value;

    public async Task InitializeAsync()
    {
        // Intermediate files of its own: other tests may be running from the usual ones.
        CommandResult pack = await Command.Run(
            "dotnet",
            Repository.Root,
            ["pack", "runtime/BatchNormGen", "-c", "Release", "--artifacts-path", "artifacts/package-tests", "-o", Feed, .. Consumer.NoServers]);
        pack.RequireSuccess();
        IsolateProjects();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A fresh copy of one of the folders in Consumers.</summary>
    internal Consumer CopyConsumer(string name, string? folder = null)
    {
        string source = Path.Combine(Repository.Consumers, name);
        string target = Path.Combine(_root, folder ?? name);
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return new(target, Cache);
    }

    private async Task<Consumer> BuildTrainer()
    {
        Consumer trainer = CopyConsumer("Trainer");
        CommandResult build = await trainer.DotNet("build", "-c", "Release");
        build.RequireSuccess();
        return trainer;
    }

    /// <summary>Keeps settings of folders further up from the projects, and names the package's source and version.</summary>
    private void IsolateProjects()
    {
        File.WriteAllText(
            Path.Combine(_root, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="BatchNormGen.Package.Tests" value="{SecurityElement.Escape(Feed)}" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(
            Path.Combine(_root, "Directory.Build.props"),
            $"""
            <Project>
              <PropertyGroup>
                <BatchNormGenVersion>[{Version}]</BatchNormGenVersion>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_root, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(_root, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(_root, ".editorconfig"), "root = true");
        File.Copy(Path.Combine(Repository.Root, "global.json"), Path.Combine(_root, "global.json"));
    }
}
