namespace BatchNormGen.Mpi;

/// <summary>The exceptions of this package: what happened, and what to do.</summary>
internal static class MpiErrors
{
    private const string Name = $"set MpiOptions.Library or the environment variable {MpiOptions.LibraryVariable}";

    public static DllNotFoundException NotInstalled(IReadOnlyList<string> candidates) => new(
        $"MpiWorld: no MPI library was found (looked for {string.Join(", ", candidates)}). Install one together with its launcher: on Debian or Ubuntu `apt-get install openmpi-bin` (or mpich), with conda `conda install -c conda-forge openmpi` (or mpich), on macOS `brew install open-mpi`; on Windows MS-MPI, whose msmpi.dll should work and is not tested. If it is installed under another name, {Name}.");

    public static DllNotFoundException NotLoaded(string name) => new(
        $"MpiWorld: the MPI library '{name}' could not be loaded. Check the name, that the file is there, and that the libraries which it needs are, too (`ldd` lists them); or leave MpiOptions.Library and {MpiOptions.LibraryVariable} unset, to use one that is found under its usual name.");

    public static NotSupportedException NoMpi(string name) => new(
        $"MpiWorld: '{name}' is no library of MPI 3 or later: it has no MPI_Iallgather. To use another one, {Name}.");

    public static NotSupportedException UnknownLibrary(string name, string version) => new(
        $"MpiWorld: '{name}' says that it is '{version}', which is none of the MPI libraries known here: Open MPI, MPICH and those that share its ABI (Intel MPI, MVAPICH, Cray MPICH, MS-MPI), and libraries of the standard ABI (libmpi_abi). Install one of these, and {Name}.");

    public static InvalidOperationException OtherLauncher(Launcher launcher, string library) => new(
        $"MpiWorld: {launcher.Name} started {launcher.Processes} processes, but {library} finds itself alone: launcher and library are of different MPIs. Start the program by the library's own launcher (where both are installed, `mpirun.openmpi` and `mpirun.mpich`), or name the launcher's library: {Name}.");

    public static NotSupportedException NoThreads(string library) => new(
        $"MpiWorld: {library} cannot be called from several threads, not even by one at a time. Install one that is built with support for threads.");

    public static InvalidOperationException AlreadyStarted() => new(
        "MpiWorld: expected Start to be called once in a process, and it has been called before. MPI can neither be started twice nor again; hand the first world on, or Split it.");

    public static InvalidOperationException StartedElsewhere(string library) => new(
        $"MpiWorld: {library} has been started by other code of this process. Let MpiWorld.Start be the one that starts MPI.");

    public static TimeoutException Late(int rank, int size, TimeSpan timeout) => new(
        $"The other processes did not come within {timeout} (MpiOptions.Timeout, on rank {rank} of {size}): one is stopped, or still busy. This world is of no use from here on; end the job, by Abort or by ending the process.");

    public static CollectiveException Left(int size, int missing) => new(
        $"MpiWorld: rank {missing} of {size} has left, by disposing of its world or ending its process, while others wait for it. Look for a batch that only some processes have (where one has run out of samples, let it pass an empty batch), and for an exception on rank {missing}. This world is of no use from here on; end the process.", missing);

    public static string LeftEarly(int rank, int size) =>
        $"MpiWorld: rank {rank} of {size} has left while other processes wait for it. They get an exception, and it waits for them no longer. End the process; the job fails.";

    public static string LeftAlone(int rank, int size, TimeSpan timeout) =>
        $"MpiWorld: rank {rank} of {size} has left, and others did not within {timeout} (MpiOptions.Timeout). The job is ended.";

    public static string EndsBroken(int rank, int size, string reason) =>
        $"MpiWorld: rank {rank} of {size} ends with exit code 0 though {reason}. The job is ended with exit code 1.";

    public static InvalidOperationException Broken(string reason) => new($"MpiWorld: the world is of no use since an exchange failed. What happened then: {reason}");

    public static CollectiveException Failed(string operation, string library, string text) => new(
        $"MpiWorld: {operation} failed. {library} says: {text}. End the job, by Abort or by ending the process.");

    public static CollectiveException NotSplit(int rank, int size) => new(
        $"MpiWorld: some processes call Split where rank {rank} of {size} does something else. All have to make the same calls in the same order.", rank);

    public static CollectiveException NegativeColor(int rank, int size, int color) => new(
        $"MpiWorld: expected colors of 0 or more to Split by, got {color} on rank {rank} of {size}. Nothing was split.", rank);

    public static ArgumentException Length(string parameter, long expected, int actual) => new(
        $"MpiWorld: expected {parameter} to be {expected} bytes long, got {actual}.", parameter);

    public static ArgumentException NotDivisible(int length, int size) => new(
        $"MpiWorld: expected parts of one length for each of {size} processes, got {length} bytes.", "parts");
}
