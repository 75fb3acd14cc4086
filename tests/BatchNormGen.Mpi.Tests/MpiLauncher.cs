using System.ComponentModel;
using System.Diagnostics;

namespace BatchNormGen.Mpi.Tests;

/// <summary>The MPI implementations that are tested with.</summary>
public enum Implementation
{
    OpenMpi,
    Mpich,
}

/// <summary>Finds the launchers of MPI implementations on this machine.</summary>
internal static class MpiLauncher
{
    private static readonly Dictionary<Implementation, Lazy<string?>> Found = new()
    {
        [Implementation.OpenMpi] = new(static () => Find("Open", "mpirun.openmpi", "mpirun")),
        [Implementation.Mpich] = new(static () => Find("HYDRA", "mpirun.mpich", "mpiexec.hydra", "mpirun")),
    };

    /// <summary>What Open MPI's needs: in containers everybody is root; test machines have fewer cores than processes; the terminal that it gives to processes is none that .NET should set up.</summary>
    public static (string Name, string Value)[] Variables { get; } =
    [
        ("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"), ("OMPI_MCA_rmaps_base_oversubscribe", "1"), ("OMPI_MCA_hwloc_base_binding_policy", "none"),
        ("TERM", "dumb"),
    ];

    /// <summary>The name of a launcher; null if it is not installed.</summary>
    public static string? Of(Implementation implementation) => Found[implementation].Value;

    private static string? Find(string versionText, params string[] names) => Array.Find(names, name => VersionOf(name).Contains(versionText, StringComparison.Ordinal));

    private static string VersionOf(string name)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(name, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string version = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return version;
        }
        catch (Win32Exception)
        {
            return string.Empty; // there is no such program
        }
    }
}
