using System.Runtime.InteropServices;

namespace BatchNormGen.Mpi;

/// <summary>The functions of an MPI library that are used here. All return 0, or the code of an error.</summary>
internal sealed unsafe class MpiFunctions(nint library)
{
    /// <summary>(text, length): MPI_MAX_LIBRARY_VERSION_STRING is 8192 at most.</summary>
    public readonly delegate* unmanaged<byte*, int*, int> GetLibraryVersion = (delegate* unmanaged<byte*, int*, int>)Find(library, "MPI_Get_library_version");

    /// <summary>(code, text, length): MPI_MAX_ERROR_STRING is 1024 at most.</summary>
    public readonly delegate* unmanaged<int, byte*, int*, int> ErrorString = (delegate* unmanaged<int, byte*, int*, int>)Find(library, "MPI_Error_string");

    /// <summary>(argc, argv, required, provided).</summary>
    public readonly delegate* unmanaged<nint, nint, int, int*, int> InitThread = (delegate* unmanaged<nint, nint, int, int*, int>)Find(library, "MPI_Init_thread");

    public readonly delegate* unmanaged<int*, int> Initialized = (delegate* unmanaged<int*, int>)Find(library, "MPI_Initialized");

    public readonly delegate* unmanaged<int> Finalize = (delegate* unmanaged<int>)Find(library, "MPI_Finalize");

    /// <summary>(communicator, code).</summary>
    public readonly delegate* unmanaged<nint, int, int> Abort = (delegate* unmanaged<nint, int, int>)Find(library, "MPI_Abort");

    /// <summary>(communicator, rank).</summary>
    public readonly delegate* unmanaged<nint, int*, int> CommRank = (delegate* unmanaged<nint, int*, int>)Find(library, "MPI_Comm_rank");

    /// <summary>(communicator, size).</summary>
    public readonly delegate* unmanaged<nint, int*, int> CommSize = (delegate* unmanaged<nint, int*, int>)Find(library, "MPI_Comm_size");

    /// <summary>(communicator, copy).</summary>
    public readonly delegate* unmanaged<nint, nint*, int> CommDup = (delegate* unmanaged<nint, nint*, int>)Find(library, "MPI_Comm_dup");

    /// <summary>(communicator, color, key, part).</summary>
    public readonly delegate* unmanaged<nint, int, int, nint*, int> CommSplit = (delegate* unmanaged<nint, int, int, nint*, int>)Find(library, "MPI_Comm_split");

    /// <summary>(communicator, handler).</summary>
    public readonly delegate* unmanaged<nint, nint, int> CommSetErrhandler = (delegate* unmanaged<nint, nint, int>)Find(library, "MPI_Comm_set_errhandler");

    /// <summary>(sent, count, type, received, count, type, communicator, request).</summary>
    public readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int> Iallgather =
        (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int>)Find(library, "MPI_Iallgather");

    /// <summary>(sent, count, type, received, count, type, communicator, request).</summary>
    public readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int> Ialltoall =
        (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int>)Find(library, "MPI_Ialltoall");

    /// <summary>(communicator, request).</summary>
    public readonly delegate* unmanaged<nint, nint*, int> Ibarrier = (delegate* unmanaged<nint, nint*, int>)Find(library, "MPI_Ibarrier");

    /// <summary>(sent, count, type, rank, tag, communicator, request).</summary>
    public readonly delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int> Isend =
        (delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int>)Find(library, "MPI_Isend");

    /// <summary>(rank, tag, communicator, whether there is a message, status).</summary>
    public readonly delegate* unmanaged<int, int, nint, int*, nint, int> Iprobe = (delegate* unmanaged<int, int, nint, int*, nint, int>)Find(library, "MPI_Iprobe");

    /// <summary>(received, count, type, rank, tag, communicator, status).</summary>
    public readonly delegate* unmanaged<void*, int, nint, int, int, nint, nint, int> Receive =
        (delegate* unmanaged<void*, int, nint, int, int, nint, nint, int>)Find(library, "MPI_Recv");

    /// <summary>(request, whether it is done, status).</summary>
    public readonly delegate* unmanaged<nint*, int*, nint, int> Test = (delegate* unmanaged<nint*, int*, nint, int>)Find(library, "MPI_Test");

    private static nint Find(nint library, string name) => NativeLibrary.GetExport(library, name);
}
