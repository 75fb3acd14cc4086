using System.Runtime.InteropServices;
using BatchNormGen.Package.Tests.Packing;

namespace BatchNormGen.Package.Tests;

/// <summary>Publishing fails at the first warning about trimming or ahead-of-time compilation: the projects treat warnings as errors.</summary>
[Collection(PackageCollection.Name)]
public sealed class NativeAotTests(PackageFixture package)
{
    [NativeFact]
    public async Task TheDefaultBaselineGivesTheSameBits()
    {
        Assert.True(NativeToolchain.Missing is null, NativeToolchain.Missing);
        await AssertSameBits("TrainerNative");
    }

    [NativeFact(avx2: true)]
    public async Task WiderVectorsGiveTheSameBits()
    {
        Assert.True(NativeToolchain.MissingForAvx2 is null, NativeToolchain.MissingForAvx2);
        await AssertSameBits("TrainerNativeV3", "-p:IlcInstructionSet=x86-64-v3");
    }

    private async Task AssertSameBits(string folder, params string[] properties)
    {
        Consumer trainer = await package.Trainer;
        CommandResult underJit = await trainer.Run("bin/Release/net10.0/Trainer.dll");

        Consumer native = package.CopyConsumer("Trainer", folder);
        CommandResult publish = await native.DotNet(
            "publish", ["-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", Path.Combine(native.Folder, "native"), "-p:PublishAot=true", .. properties]);
        publish.RequireSuccess();
        CommandResult ahead = await native.Run(OperatingSystem.IsWindows() ? "native/Trainer.exe" : "native/Trainer");

        Assert.Equal(underJit.RequireSuccess(), ahead.RequireSuccess());
    }
}
