using System.Runtime.InteropServices;
using System.Text;

namespace BatchNormGen.Mpi;

/// <summary>The MPI library of this process: one call of it at a time, and its errors as exceptions.</summary>
internal sealed unsafe class MpiEngine
{
    private const int MaxVersionLength = 8192, MaxErrorLength = 1024;

    // MPI is started so that threads may call it one at a time.
    private readonly Lock _gate = new();
    private readonly MpiFunctions _mpi;
    private readonly MpiAbi _abi;

    private MpiEngine(nint library, string name)
    {
        if (!NativeLibrary.TryGetExport(library, "MPI_Iallgather", out _))
        {
            throw MpiErrors.NoMpi(name);
        }

        _mpi = new(library);
        byte* text = stackalloc byte[MaxVersionLength];
        int length = 0;
        _mpi.GetLibraryVersion(text, &length);
        string version = Encoding.UTF8.GetString(text, length).TrimEnd('\0', '\n', ' ');
        _abi = MpiAbi.Of(library, name, version);
        Library = $"{Summary(version)} ({name})";
    }

    /// <summary>The library's version, and the name it was found by.</summary>
    public string Library { get; }

    /// <summary>Loads the library. Where that fails, nothing was started.</summary>
    public static MpiEngine Load(MpiOptions options, Launcher? launcher)
    {
        (nint library, string name) = MpiLibrary.Load(options.Library ?? Environment.GetEnvironmentVariable(MpiOptions.LibraryVariable), launcher);
        return new(library, name);
    }

    /// <summary>Starts MPI.</summary>
    /// <returns>A communicator of all processes that no other code uses.</returns>
    public nint Start(Launcher? launcher)
    {
        int isStarted = 0;
        Check("MPI_Initialized", _mpi.Initialized(&isStarted));
        if (isStarted != 0)
        {
            throw MpiErrors.StartedElsewhere(Library);
        }

        int provided = 0;
        Check("MPI_Init_thread", _mpi.InitThread(0, 0, _abi.ThreadSerialized, &provided));
        if (provided < _abi.ThreadSerialized)
        {
            throw MpiErrors.NoThreads(Library);
        }

        nint world = Copy(_abi.World);
        if (launcher is { Processes: > 1 } && SizeOf(world) == 1)
        {
            Finish();
            throw MpiErrors.OtherLauncher(launcher, Library);
        }

        return world;
    }

    public int RankOf(nint communicator)
    {
        int rank = 0;
        lock (_gate)
        {
            Check("MPI_Comm_rank", _mpi.CommRank(communicator, &rank));
        }

        return rank;
    }

    public int SizeOf(nint communicator)
    {
        int size = 0;
        lock (_gate)
        {
            Check("MPI_Comm_size", _mpi.CommSize(communicator, &size));
        }

        return size;
    }

    /// <summary>Another communicator of the same processes, all of which call, whose errors come back as codes.</summary>
    public nint Copy(nint communicator)
    {
        nint copy = 0;
        lock (_gate)
        {
            Check("MPI_Comm_dup", _mpi.CommDup(communicator, &copy));
            Check("MPI_Comm_set_errhandler", _mpi.CommSetErrhandler(copy, _abi.ErrorsReturn));
        }

        return copy;
    }

    /// <summary>A communicator of the processes with the same color, all of which call.</summary>
    public nint Split(nint communicator, int color, int key)
    {
        nint part = 0;
        lock (_gate)
        {
            Check("MPI_Comm_split", _mpi.CommSplit(communicator, color, key, &part));
        }

        return part;
    }

    // A request goes on until Test says that it is done. The memory is MPI's until then.
    public nint StartAllGather(nint communicator, byte* part, byte* all, int length)
    {
        nint request = 0;
        lock (_gate)
        {
            Check("MPI_Iallgather", _mpi.Iallgather(part, length, _abi.Byte, all, length, _abi.Byte, communicator, &request));
        }

        return request;
    }

    public nint StartAllToAll(nint communicator, byte* parts, byte* received, int length)
    {
        nint request = 0;
        lock (_gate)
        {
            Check("MPI_Ialltoall", _mpi.Ialltoall(parts, length, _abi.Byte, received, length, _abi.Byte, communicator, &request));
        }

        return request;
    }

    public nint StartBarrier(nint communicator)
    {
        nint request = 0;
        lock (_gate)
        {
            Check("MPI_Ibarrier", _mpi.Ibarrier(communicator, &request));
        }

        return request;
    }

    /// <summary>Starts to send a message to one member.</summary>
    public nint StartSend(nint communicator, byte* message, int length, int rank, int tag)
    {
        nint request = 0;
        lock (_gate)
        {
            Check("MPI_Isend", _mpi.Isend(message, length, _abi.Byte, rank, tag, communicator, &request));
        }

        return request;
    }

    /// <summary>Whether a message of one member is there.</summary>
    public bool HasMessage(nint communicator, int rank, int tag)
    {
        int isThere = 0;
        lock (_gate)
        {
            Check("MPI_Iprobe", _mpi.Iprobe(rank, tag, communicator, &isThere, _abi.StatusIgnore));
        }

        return isThere != 0;
    }

    /// <summary>Receives a message that is there, or on its way: waits for it.</summary>
    public void Receive(nint communicator, byte* message, int length, int rank, int tag)
    {
        lock (_gate)
        {
            Check("MPI_Recv", _mpi.Receive(message, length, _abi.Byte, rank, tag, communicator, _abi.StatusIgnore));
        }
    }

    /// <summary>Waits until a request is done.</summary>
    /// <returns>Whether it was before the patience was over.</returns>
    public bool Wait(nint request, ref Patience patience)
    {
        while (!Test(ref request))
        {
            if (!patience.Wait())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves a request on, and tells whether it is done.</summary>
    public bool Test(ref nint request)
    {
        int isDone = 0;
        fixed (nint* pointer = &request)
        {
            lock (_gate)
            {
                Check("MPI_Test", _mpi.Test(pointer, &isDone, _abi.StatusIgnore));
            }
        }

        return isDone != 0;
    }

    public void Finish()
    {
        lock (_gate)
        {
            Check("MPI_Finalize", _mpi.Finalize());
        }
    }

    /// <summary>Ends all processes. Does not wait for its turn: another thread may be waiting in vain.</summary>
    public void Abort(int code) => _mpi.Abort(_abi.World, code);

    private static string Summary(string version) => version.Split('\n', 2)[0].Split(", package", 2)[0].Replace(" Version:\t", " ").Trim();

    private void Check(string operation, int code)
    {
        if (code == 0)
        {
            return;
        }

        byte* text = stackalloc byte[MaxErrorLength];
        int length = 0;
        throw MpiErrors.Failed(
            operation, Library, _mpi.ErrorString(code, text, &length) == 0 ? Encoding.UTF8.GetString(text, length).TrimEnd('\0', '\n', ' ') : $"error {code}");
    }
}
