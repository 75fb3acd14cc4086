using System.Buffers.Binary;

namespace BatchNormGen.Mpi;

/// <summary>
/// The processes that <c>mpirun</c> started, or some of them: what a layer's <see cref="ICollectiveLayer.Collective"/> is set to. Started without a launcher, a
/// process is a world of one.
/// </summary>
/// <remarks>
/// <para>
/// Nothing hangs for good: an exchange to which not all come within <see cref="MpiOptions.Timeout"/> is a <see cref="TimeoutException"/>, one for which a process would be needed that
/// has left is a <see cref="CollectiveException"/> at once; the world is of no use from then on. A process that dies ends the job, by MPI's own launcher.
/// </para>
/// <para>
/// A process that ends with exit code 0 and has not disposed of the world leaves it by that, and fails with exit code 1 if the world is of no use: launchers may take
/// it for a success otherwise.
/// </para>
/// <para>Calls from several threads wait for each other; that they come in the same order on all processes is the caller's part.</para>
/// </remarks>
public sealed unsafe class MpiWorld : ICollective, IDisposable
{
    /// <summary>As long as the first frame of what layers exchange, so that a Split that meets one of those is recognized, and not garbage.</summary>
    private const int SplitFrameBytes = 2048;

    /// <summary>"BNGS" in ASCII.</summary>
    private const uint SplitMagic = 'B' | ('N' << 8) | ('G' << 16) | ((uint)'S' << 24);

    private static int _isStarted;

    private readonly Lock _exchange = new();
    private readonly JobMembership _job;
    private readonly MpiEngine _engine;
    private readonly nint _communicator;

    /// <summary>Whether it is a part of the world that was started, and ends with that.</summary>
    private readonly bool _isPart;

    // Memory of its own, that does not move: after a timeout MPI goes on writing to it.
    private byte[] _sent = [];
    private byte[] _received = [];
    private volatile bool _isDisposed;

    private MpiWorld(JobMembership job, nint communicator, bool isPart)
    {
        _job = job;
        _engine = job.Engine;
        _communicator = communicator;
        _isPart = isPart;
        Rank = _engine.RankOf(communicator);
        Size = _engine.SizeOf(communicator);
        Departures = new(_engine, communicator, Rank, Size);
        job.Add(this);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>The MPI library in use, its version and the name it was found by: <c>Open MPI v4.1.4 (libmpi.so.40)</c>.</summary>
    public string Library => _engine.Library;

    internal Departures Departures { get; }

    /// <summary>What went wrong, if an exchange failed: the world is of no use from then on.</summary>
    internal string? Failure { get; private set; }

    /// <summary>Whether a thread is in the middle of an exchange.</summary>
    internal bool IsExchanging
    {
        get
        {
            if (!_exchange.TryEnter())
            {
                return true;
            }

            _exchange.Exit();
            return false;
        }
    }

    private bool IsDisposed => _isDisposed || _job.IsOver;

    /// <summary>Starts MPI, which can be done once in a process. All processes of the job call.</summary>
    /// <param name="options">What to go by; null for the defaults.</param>
    /// <returns>All processes of the job.</returns>
    /// <exception cref="DllNotFoundException">No MPI library is installed, or the one that is named cannot be loaded.</exception>
    /// <exception cref="NotSupportedException">The library is not one of those known, or cannot be called from several threads.</exception>
    /// <exception cref="InvalidOperationException">MPI has been started in this process before, or the library is not that of the launcher.</exception>
    /// <exception cref="CollectiveException">MPI could not be started.</exception>
    public static MpiWorld Start(MpiOptions? options = null)
    {
        options ??= new MpiOptions();
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
        {
            throw MpiErrors.AlreadyStarted();
        }

        Launcher? launcher = Launcher.Find(Environment.GetEnvironmentVariable);
        MpiEngine engine;
        try
        {
            engine = MpiEngine.Load(options, launcher);
        }
        catch
        {
            // Nothing was started: another library may be tried.
            Volatile.Write(ref _isStarted, 0);
            throw;
        }

        nint communicator = engine.Start(launcher);
        return new(new JobMembership(engine, exit: engine.Copy(communicator), options.Timeout), communicator, isPart: false);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="all"/> is not <see cref="Size"/> times as long as <paramref name="part"/>.</exception>
    /// <exception cref="TimeoutException">The other processes did not come within <see cref="MpiOptions.Timeout"/>.</exception>
    /// <exception cref="CollectiveException">A process has left, or MPI reports an error.</exception>
    /// <exception cref="InvalidOperationException">An exchange before failed.</exception>
    /// <exception cref="ObjectDisposedException">The world was disposed of, or the one it is a part of.</exception>
    public void AllGather(ReadOnlySpan<byte> part, Span<byte> all)
    {
        if (all.Length != (long)part.Length * Size)
        {
            throw MpiErrors.Length(nameof(all), (long)part.Length * Size, all.Length);
        }

        Exchange(part, all, part.Length, toAll: true);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The parts are not <see cref="Size"/> of one length, or <paramref name="received"/> is not as long as <paramref name="parts"/>.</exception>
    /// <exception cref="TimeoutException">The other processes did not come within <see cref="MpiOptions.Timeout"/>.</exception>
    /// <exception cref="CollectiveException">A process has left, or MPI reports an error.</exception>
    /// <exception cref="InvalidOperationException">An exchange before failed.</exception>
    /// <exception cref="ObjectDisposedException">The world was disposed of, or the one it is a part of.</exception>
    public void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received)
    {
        if (received.Length != parts.Length)
        {
            throw MpiErrors.Length(nameof(received), parts.Length, received.Length);
        }

        if (parts.Length % Size != 0)
        {
            throw MpiErrors.NotDivisible(parts.Length, Size);
        }

        Exchange(parts, received, parts.Length / Size, toAll: false);
    }

    /// <summary>Divides the processes into worlds of their own. All processes call; this world stays as it is. Not for loops: what MPI keeps for a world is given back when the process ends.</summary>
    /// <param name="color">Processes with the same number come into the same world; 0 or more.</param>
    /// <param name="key">The order of the ranks in it; where keys are equal, the order is that of this world.</param>
    /// <returns>The world of this process. It ends with the one that was started.</returns>
    /// <exception cref="CollectiveException">A color is negative, a process does something else or has left, or MPI reports an error: on all processes.</exception>
    /// <exception cref="TimeoutException">The other processes did not come within <see cref="MpiOptions.Timeout"/>.</exception>
    /// <exception cref="InvalidOperationException">An exchange before failed.</exception>
    /// <exception cref="ObjectDisposedException">The world was disposed of, or the one it is a part of.</exception>
    public MpiWorld Split(int color, int key)
    {
        // MPI_Comm_split waits without a limit. When all have come here, it does not have to.
        byte[] frame = new byte[SplitFrameBytes], frames = new byte[SplitFrameBytes * Size];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, SplitMagic);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(sizeof(uint)), color);
        AllGather(frame, frames);
        for (int rank = 0; rank < Size; rank++)
        {
            ReadOnlySpan<byte> other = frames.AsSpan(rank * SplitFrameBytes);
            if (BinaryPrimitives.ReadUInt32LittleEndian(other) != SplitMagic)
            {
                throw MpiErrors.NotSplit(rank, Size);
            }

            int otherColor = BinaryPrimitives.ReadInt32LittleEndian(other[sizeof(uint)..]);
            if (otherColor < 0)
            {
                throw MpiErrors.NegativeColor(rank, Size, otherColor);
            }
        }

        return new(_job, _engine.Split(_communicator, color, key), isPart: true);
    }

    /// <summary>Ends all processes of the job at once, this one too.</summary>
    /// <param name="code">The exit code; above 0, since launchers may take 0 for a success.</param>
    /// <exception cref="ObjectDisposedException">This process has left the job.</exception>
    public void Abort(int code)
    {
        ObjectDisposedException.ThrowIf(_job.HasEnded, this);
        _engine.Abort(code);
    }

    /// <summary>
    /// Leaves the job, together with all other processes. Does nothing on a part of a world, on a world of which an exchange failed, and on the way out of an exception that nobody
    /// catches: the process ends, and the job with it.
    /// </summary>
    /// <remarks>
    /// It waits for the others, which may have other things to do before they leave. If one of them waits in an exchange for this process, which will never come, it gets a
    /// <see cref="CollectiveException"/> that says so, and this process is free to end. If others do not leave within <see cref="MpiOptions.Timeout"/>, the job is ended.
    /// </remarks>
    public void Dispose()
    {
        lock (_exchange)
        {
            if (!IsDisposed && !_isPart)
            {
                _job.Leave();
            }

            _isDisposed = true;
        }
    }

    /// <summary>Makes it of no use.</summary>
    /// <param name="failure">What went wrong.</param>
    internal void Break(string failure) => Failure ??= failure;

    private static byte[] NewMemory(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);

    private void Exchange(ReadOnlySpan<byte> sent, Span<byte> received, int partLength, bool toAll)
    {
        lock (_exchange)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            if (Failure is not null)
            {
                throw MpiErrors.Broken(Failure);
            }

            if (_sent.Length < sent.Length)
            {
                _sent = NewMemory(sent.Length);
            }

            if (_received.Length < received.Length)
            {
                _received = NewMemory(received.Length);
            }

            sent.CopyTo(_sent);
            try
            {
                fixed (byte* from = _sent, to = _received)
                {
                    Wait(toAll ? _engine.StartAllGather(_communicator, from, to, partLength) : _engine.StartAllToAll(_communicator, from, to, partLength));
                }
            }
            catch (Exception error) when (error is TimeoutException or CollectiveException)
            {
                Break(error.Message);
                throw;
            }

            _received.AsSpan(0, received.Length).CopyTo(received);
        }
    }

    private void Wait(nint request)
    {
        long exchange = Departures.BeginExchange();
        Patience patience = new(_job.Timeout);
        while (!_engine.Test(ref request))
        {
            if (!patience.Wait())
            {
                throw MpiErrors.Late(Rank, Size, _job.Timeout);
            }

            if (patience.IsMostlyAsleep && Departures.FindMissing(exchange) is >= 0 and int missing)
            {
                throw MpiErrors.Left(Size, missing);
            }
        }
    }
}
