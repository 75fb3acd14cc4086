namespace BatchNormGen.Mpi;

/// <summary>What <see cref="MpiWorld.Start"/> goes by.</summary>
public sealed class MpiOptions
{
    /// <summary>The environment variable that names a library where <see cref="Library"/> does not.</summary>
    internal const string LibraryVariable = "BATCHNORMGEN_MPI_LIBRARY";

    /// <summary>
    /// How long an exchange waits for the other processes before it is a <see cref="TimeoutException"/>: 5 minutes, unless set. The slowest process decides what is
    /// too short: loading data, first calls, a checkpoint.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero || value == System.Threading.Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Timeout), value, $"MpiOptions: expected a Timeout above zero or Timeout.InfiniteTimeSpan, got {value}.");
    } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The MPI library, as a name or a path; null, the default, for the one in the environment variable <c>BATCHNORMGEN_MPI_LIBRARY</c>, or
    /// else one that is found under its usual name, first that of the launcher which started this process.
    /// </summary>
    public string? Library { get; init; }
}
