#if SNAPSHOTS_BY_VERIFY
using System.Runtime.CompilerServices;

namespace BatchNormGen.Generator.Tests.Snapshotting;

/// <summary>Tells Verify how a generator's result is divided into files, which it wants to know before the first test.</summary>
internal static class VerifyInitialization
{
    [ModuleInitializer]
    public static void Initialize() => VerifyTests.VerifySourceGenerators.Initialize();
}
#endif
