namespace BatchNormGen.Mpi.Tests;

/// <summary>Tests that are skipped where Open MPI or MPICH is not installed, unless BATCHNORMGEN_FORBID_SKIPS=1 says that nothing may be skipped.</summary>
public sealed class MpiTheoryAttribute : TheoryAttribute
{
    public MpiTheoryAttribute()
    {
        Implementation[] missing = [.. Enum.GetValues<Implementation>().Where(static implementation => MpiLauncher.Of(implementation) is null)];
        if (missing.Length > 0 && Environment.GetEnvironmentVariable("BATCHNORMGEN_FORBID_SKIPS") != "1")
        {
            Skip = $"Not installed: {string.Join(" and ", missing)}. On Debian: apt-get install openmpi-bin mpich.";
        }
    }
}
