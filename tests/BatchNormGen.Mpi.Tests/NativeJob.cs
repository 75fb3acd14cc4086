using System.Runtime.InteropServices;

namespace BatchNormGen.Mpi.Tests;

/// <summary>BatchNormGen.MpiJob, compiled ahead of time: a warning of that fails the build.</summary>
internal static class NativeJob
{
    private static readonly Lazy<string> Published = new(Publish);

    /// <summary>The path of the program.</summary>
    public static string Program => Published.Value;

    private static string Publish()
    {
        string root = FindRoot();
        string folder = Path.Combine(root, "artifacts", "mpi-tests", "native");
        CommandResult publish = MpiRun.Command(
            "dotnet",
            [
                "publish", Path.Combine(root, "tests", "programs", "BatchNormGen.MpiJob"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:NativeMpiJob=true",
                "-o", folder, "-nodeReuse:false", "-p:UseSharedCompilation=false", "-tl:off",
            ],
            ("MSBUILD_EXE_PATH", null), ("MSBuildSDKsPath", null), ("MSBuildExtensionsPath", null), ("MSBuildLoadMicrosoftTargetsReadOnly", null));
        Assert.True(publish.ExitCode == 0, publish.Output);
        return Path.Combine(folder, "BatchNormGen.MpiJob");
    }

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "BatchNormGen.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
