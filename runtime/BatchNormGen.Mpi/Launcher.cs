using System.Globalization;

namespace BatchNormGen.Mpi;

/// <summary>What started this process, by the environment variables that it left.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Processes">The number of processes that it started.</param>
/// <param name="IsOpenMpi">Whether it belongs to Open MPI.</param>
internal sealed record Launcher(string Name, int Processes, bool IsOpenMpi)
{
    /// <summary>The launcher; null if there was none, or one that says nothing.</summary>
    public static Launcher? Find(Func<string, string?> variable) =>
        Number(variable("OMPI_COMM_WORLD_SIZE")) is { } ofOpenMpi ? new("Open MPI's mpirun", ofOpenMpi, IsOpenMpi: true)
        : Number(variable("PMI_SIZE")) is { } ofMpich ? new("MPICH's mpirun, or one like it,", ofMpich, IsOpenMpi: false)
        : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
