using System.Runtime.InteropServices;
using System.Text;
using BatchNormGen.Package.Tests.Packing;

namespace BatchNormGen.Package.Tests;

/// <summary>The package for several processes in a user's program: alone, with others, and where there is no MPI.</summary>
[Collection(PackageCollection.Name)]
public sealed class SharedTrainerTests(PackageFixture package)
{
    private const string Built = "bin/Release/net10.0/SharedTrainer.dll";

    [MpirunFact]
    public async Task AProgramWithoutALauncherIsAWorldOfOne()
    {
        Consumer trainer = await package.SharedTrainer;

        Assert.Matches("^world of 1: [0-9a-f]{8}$", (await trainer.Run(Built)).RequireSuccess().Trim());
    }

    [MpirunFact]
    public async Task TwoProcessesComeToTheSameBits()
    {
        Consumer trainer = await package.SharedTrainer;
        CommandResult run = await trainer.RunUnderMpirun(2, Built);

        string[] lines = run.RequireSuccess().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^world of 2: [0-9a-f]{8}$", lines[0]);
        Assert.Equal([lines[0], lines[0]], lines);
    }

    [Fact]
    public async Task WhereNoMpiIsInstalledTheUserReadsHowToGetIt()
    {
        Consumer trainer = await package.SharedTrainer;
        CommandResult run = await trainer.Run(Built, HiddenLibraries(trainer.Folder));

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("DllNotFoundException: MpiWorld: no MPI library was found", run.Output);
        Assert.Contains("`apt-get install openmpi-bin`", run.Output);
        Assert.Contains("BATCHNORMGEN_MPI_LIBRARY", run.Output);
    }

    /// <summary>Referencing nothing but the package for MPI, which brings the library and its generator.</summary>
    [MpirunFact(native: true)]
    public async Task TheProgramOfTheReadmeIsCompiledAheadOfTimeAndRuns()
    {
        Assert.True(NativeToolchain.Missing is null, NativeToolchain.Missing);
        Consumer native = package.CopyConsumer("SharedTrainer", "SharedTrainerNative");
        string readme = Encoding.UTF8.GetString(package.Mpi.Read("README.md").ToArray());
        File.WriteAllText(Path.Combine(native.Folder, "Program.cs"), readme.Split("```csharp")[1].Split("```")[0]);
        CommandResult publish = await native.DotNet(
            "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", Path.Combine(native.Folder, "native"), "-p:PublishAot=true", "-p:OnlyMpi=true");
        publish.RequireSuccess();

        Assert.Empty((await native.Run("native/SharedTrainer")).RequireSuccess());
        Assert.Empty((await native.RunUnderMpirun(2, "native/SharedTrainer")).RequireSuccess());
    }

    /// <summary>Files by the names of MPI libraries that are none: the loader takes them for those that are installed, and can load no other.</summary>
    private static (string, string)[] HiddenLibraries(string folder)
    {
        string hidden = Directory.CreateDirectory(Path.Combine(folder, "hidden")).FullName;
        foreach (string name in (string[])["libmpi_abi.so.0", "libmpi.so.40", "libmpich.so.12", "libmpi.so.12"])
        {
            File.WriteAllText(Path.Combine(hidden, name), string.Empty);
        }

        return [("LD_LIBRARY_PATH", hidden), ("CONDA_PREFIX", string.Empty)];
    }
}
