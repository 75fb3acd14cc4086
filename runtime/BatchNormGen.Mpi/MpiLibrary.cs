using System.Runtime.InteropServices;

namespace BatchNormGen.Mpi;

/// <summary>Finds and loads the MPI library that is installed.</summary>
internal static partial class MpiLibrary
{
    private const string OpenMpi = "libmpi.so.40", MpichOfDebian = "libmpich.so.12", MpichAbi = "libmpi.so.12", StandardAbi = "libmpi_abi.so.0";

    /// <summary>Loads the library, and gives the name it was found by.</summary>
    /// <exception cref="DllNotFoundException">There is none.</exception>
    public static (nint Handle, string Name) Load(string? named, Launcher? launcher)
    {
        KeepSignals();
        if (named is not null)
        {
            return NativeLibrary.TryLoad(named, out nint handle) ? (handle, named) : throw MpiErrors.NotLoaded(named);
        }

        string[] candidates = [.. Candidates(launcher)];
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out nint handle))
            {
                return (handle, candidate);
            }
        }

        throw MpiErrors.NotInstalled(candidates);
    }

    /// <summary>The usual names, that of the launcher's library first: processes that are started by one MPI and load another do not find each other.</summary>
    internal static IEnumerable<string> Candidates(Launcher? launcher)
    {
        if (OperatingSystem.IsWindows())
        {
            return ["msmpi.dll"];
        }

        if (OperatingSystem.IsMacOS())
        {
            return ["libmpi_abi.0.dylib", "libmpi.40.dylib", "libmpi.12.dylib", "libmpi.dylib", "/opt/homebrew/lib/libmpi.dylib"];
        }

        string[] names = launcher is { IsOpenMpi: false } ? [MpichOfDebian, MpichAbi, StandardAbi, OpenMpi] : [StandardAbi, OpenMpi, MpichOfDebian, MpichAbi];

        // An environment of conda has its own, which the loader does not know.
        return Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } conda
            ? [.. names.Select(name => Path.Combine(conda, "lib", name)), .. names]
            : names;
    }

    /// <summary>
    /// UCX, which some MPI libraries send by, would take SIGSEGV and SIGFPE for itself. .NET makes NullReferenceException and DivideByZeroException of these;
    /// with UCX's handlers the first one would end the process. The native environment has to say so before the library is loaded; what a user has set stays.
    /// </summary>
    private static void KeepSignals()
    {
        if (!OperatingSystem.IsWindows() && SetNativeVariable("UCX_ERROR_SIGNALS", string.Empty, overwrite: 0) != 0)
        {
            throw new InvalidOperationException("MpiWorld: the environment variable UCX_ERROR_SIGNALS could not be set.");
        }
    }

    // Environment.SetEnvironmentVariable does not reach native code.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeVariable(string name, string value, int overwrite);
}
