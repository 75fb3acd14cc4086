using BatchNormGen.Mpi.Tests;

namespace BatchNormGen.Package.Tests.Packing;

/// <summary>A test that is skipped where Open MPI is not installed, or the machine cannot link native programs that it needs, unless skips are forbidden.</summary>
public sealed class MpirunFactAttribute : FactAttribute
{
    public MpirunFactAttribute(bool native = false)
    {
        if (!NativeToolchain.ForbidsSkips)
        {
            Skip = MpiLauncher.Of(Implementation.OpenMpi) is null ? "Open MPI is not installed." : native ? NativeToolchain.Missing : null;
        }
    }
}
