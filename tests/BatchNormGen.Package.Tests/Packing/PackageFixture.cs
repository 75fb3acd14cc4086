using System.Security;

namespace BatchNormGen.Package.Tests.Packing;

/// <summary>Packs the repository once, into a folder outside it, and lets projects beside the packages restore them.</summary>
/// <remarks>
/// <code>
/// {temporary folder}/feed        BatchNormGen.{version}.nupkg and .snupkg, and those of BatchNormGen.Mpi
///                   /cache       the packages that the projects restore: none of them from an earlier run
///                   /{project}   copies of the folders in Consumers
/// </code>
/// </remarks>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("BatchNormGen.Package.Tests.").FullName;
    private readonly Lazy<Task<Consumer>> _trainer;
    private readonly Lazy<Task<Consumer>> _sharedTrainer;

    public PackageFixture()
    {
        _trainer = new(() => Build("Trainer"));
        _sharedTrainer = new(() => Build("SharedTrainer"));
    }

    internal string Feed => Path.Combine(_root, "feed");

    internal string Cache => Path.Combine(_root, "cache");

    /// <summary>The library and its generator.</summary>
    internal PackageFile Library => Of("BatchNormGen");

    /// <summary>The engine for several processes.</summary>
    internal PackageFile Mpi => Of("BatchNormGen.Mpi");

    /// <summary>The version of both.</summary>
    internal string Version => Library.Value("version");

    /// <summary>The user's program, built once for all tests that run it.</summary>
    internal Task<Consumer> Trainer => _trainer.Value;

    /// <summary>The user's program for several processes, built once.</summary>
    internal Task<Consumer> SharedTrainer => _sharedTrainer.Value;

    public async Task InitializeAsync()
    {
        await Pack("runtime/BatchNormGen");
        await Pack("runtime/BatchNormGen.Mpi");
        IsolateProjects();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The package of a name.</summary>
    internal PackageFile Of(string id) => new(Assert.Single(Directory.GetFiles(Feed, $"{id}.*.nupkg"), path => char.IsAsciiDigit(Path.GetFileName(path)[id.Length + 1])));

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

    private async Task Pack(string project)
    {
        // Intermediate files of its own: other tests may be running from the usual ones.
        CommandResult pack = await Command.Run(
            "dotnet", Repository.Root, ["pack", project, "-c", "Release", "--artifacts-path", "artifacts/package-tests", "-o", Feed, .. Consumer.NoServers]);
        pack.RequireSuccess();
    }

    private async Task<Consumer> Build(string name)
    {
        Consumer consumer = CopyConsumer(name);
        CommandResult build = await consumer.DotNet("build", "-c", "Release");
        build.RequireSuccess();
        return consumer;
    }

    /// <summary>Keeps settings of folders further up from the projects, and names the packages' source and version.</summary>
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
