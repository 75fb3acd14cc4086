using System.Runtime.InteropServices;

namespace BatchNormGen.Mpi;

/// <summary>
/// What differs between MPI libraries: the handles of predefined objects, and some constants. In Open MPI handles are addresses, in MPICH and its kin and in
/// the standard ABI numbers; all of them fit a register, so that the same signatures serve.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="World">MPI_COMM_WORLD.</param>
/// <param name="Byte">MPI_BYTE.</param>
/// <param name="ErrorsReturn">MPI_ERRORS_RETURN.</param>
/// <param name="StatusIgnore">MPI_STATUS_IGNORE.</param>
/// <param name="ThreadSerialized">MPI_THREAD_SERIALIZED.</param>
internal sealed record MpiAbi(string Name, nint World, nint Byte, nint ErrorsReturn, nint StatusIgnore, int ThreadSerialized)
{
    /// <summary>What the version texts of MPICH and those that share its ABI begin with.</summary>
    private static readonly string[] MpichKin = ["MPICH", "Intel(R) MPI", "MVAPICH", "CRAY MPICH", "Microsoft MPI"];

    /// <summary>MPI 5.0, section 20: mpi.h of the MPI Forum's stubs.</summary>
    private static readonly MpiAbi Standard = new("the standard ABI", World: 0x101, Byte: 0x247, ErrorsReturn: 0x143, StatusIgnore: 0, ThreadSerialized: 2048);

    private static readonly MpiAbi Mpich = new("MPICH", World: 0x44000000, Byte: 0x4c00010d, ErrorsReturn: 0x54000001, StatusIgnore: 1, ThreadSerialized: 2);

    /// <summary>The one of a library.</summary>
    /// <param name="library">Its handle.</param>
    /// <param name="name">The name that it was loaded by.</param>
    /// <param name="version">What it says of its version.</param>
    /// <exception cref="NotSupportedException">It is none of those known.</exception>
    public static MpiAbi Of(nint library, string name, string version)
    {
        // Libraries of the standard ABI are made by the same projects, and say so in their versions.
        if (Path.GetFileName(name).StartsWith("libmpi_abi", StringComparison.Ordinal))
        {
            return Standard;
        }

        if (NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out nint world))
        {
            return new("Open MPI", world, Export("ompi_mpi_byte"), Export("ompi_mpi_errors_return"), StatusIgnore: 0, ThreadSerialized: 2);
        }

        return Array.Exists(MpichKin, kin => version.StartsWith(kin, StringComparison.OrdinalIgnoreCase)) ? Mpich : throw MpiErrors.UnknownLibrary(name, version);

        nint Export(string symbol) => NativeLibrary.GetExport(library, symbol);
    }
}
