using System.Buffers.Binary;

namespace BatchNormGen.Mpi;

/// <summary>
/// The processes that <c>mpirun</c> started, or some of them: what a layer's <see cref="ICollectiveLayer.Collective"/> is set to. Started without a launcher, a
/// process is a world of one.
/// </summary>
/// <remarks>
/// <para>
/// Nothing hangs for good: an exchange to which not all come within <see cref="MpiOptions.Timeout"/> is a <see cref="TimeoutException"/>, and the world is of no use from then
/// on. A process that dies, however, ends the job, by MPI's own launcher.
/// </para>
/// <para>Calls from several threads wait for each other; that they come in the same order on all processes is the caller's part.</para>
/// </remarks>
public sealed unsafe class MpiWorld : ICollective, IDisposable
{
    /// <summary>As long as the first frame of what layers exchange, so that a Split that meets one of those is recognized, and not garbage.</summary>
    private const int SplitFrameBytes = 2048;

    /// <summary>"BNGS" in ASCII.</summary>
    private const uint SplitMagic = 'B' | ('N' << 8) | ('G' << 16) | ((uint)'S' << 24);

    /// <summary>What launchers take to pass on what was printed, before they end a job.</summary>
    private static readonly TimeSpan TimeForMessages = TimeSpan.FromMilliseconds(200);

    /// <summary>Worlds whose memory MPI may still write to: kept until the process ends.</summary>
    private static readonly List<MpiWorld> Broken = [];

    private static int _isStarted;

    /// <summary>Whether an exception that nobody catches is about to end the process.</summary>
    private static volatile bool _isCrashing;

    private readonly Lock _exchange = new();
    private readonly MpiEngine _engine;
    private readonly TimeSpan _timeout;
    private readonly nint _communicator;

    /// <summary>Another communicator to leave by, so that this cannot be taken for an exchange; 0 in a part of a world, which the whole ends.</summary>
    private readonly nint _exit;

    // Memory of its own, that does not move: after a timeout MPI goes on writing to it.
    private byte[] _sent = [];
    private byte[] _received = [];
    private string? _failure;
    private bool _isDisposed;

    private MpiWorld(MpiEngine engine, nint communicator, nint exit, TimeSpan timeout)
    {
        _engine = engine;
        _communicator = communicator;
        _exit = exit;
        _timeout = timeout;
        Rank = engine.RankOf(communicator);
        Size = engine.SizeOf(communicator);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>The MPI library in use, its version and the name it was found by: <c>Open MPI v4.1.4 (libmpi.so.40)</c>.</summary>
    public string Library => _engine.Library;

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

        try
        {
            (MpiEngine engine, nint world) = MpiEngine.Start(options);
            AppDomain.CurrentDomain.UnhandledException += static (_, _) => _isCrashing = true;
            return new(engine, world, engine.Copy(world), options.Timeout);
        }
        catch (Exception error) when (error is DllNotFoundException or NotSupportedException)
        {
            // Nothing was started: another library may be tried.
            Volatile.Write(ref _isStarted, 0);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="all"/> is not <see cref="Size"/> times as long as <paramref name="part"/>.</exception>
    /// <exception cref="TimeoutException">The other processes did not come within <see cref="MpiOptions.Timeout"/>.</exception>
    /// <exception cref="CollectiveException">MPI reports an error.</exception>
    /// <exception cref="InvalidOperationException">An exchange before failed.</exception>
    /// <exception cref="ObjectDisposedException">The world was disposed of.</exception>
    public void AllGather(ReadOnlySpan<byte> part, Span<byte> all)
    {
        if (all.Length != (long)part.Length * Size)
        {
            throw MpiErrors.Length(nameof(all), part.Length * Size, all.Length);
        }

        Exchange(part, all, part.Length, toAll: true);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The parts are not <see cref="Size"/> of one length, or <paramref name="received"/> is not as long as <paramref name="parts"/>.</exception>
    /// <exception cref="TimeoutException">The other processes did not come within <see cref="MpiOptions.Timeout"/>.</exception>
    /// <exception cref="CollectiveException">MPI reports an error.</exception>
    /// <exception cref="InvalidOperationException">An exchange before failed.</exception>
    /// <exception cref="ObjectDisposedException">The world was disposed of.</exception>
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

    /// <summary>Divides the processes into worlds of their own. All processes call; this world stays as it is.</summary>
    /// <param name="color">Processes with the same number come into the same world; 0 or more.</param>
    /// <param name="key">The order of the ranks in it; where keys are equal, the order is that of this world.</param>
    /// <returns>The world of this process. It ends with the one that was started.</returns>
    /// <exception cref="CollectiveException">A color is negative, a process does something else, or MPI reports an error: on all processes.</exception>
    /// <exception cref="TimeoutException">The other processes did not come within <see cref="MpiOptions.Timeout"/>.</exception>
    /// <exception cref="InvalidOperationException">An exchange before failed.</exception>
    /// <exception cref="ObjectDisposedException">The world was disposed of.</exception>
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

        return new(_engine, _engine.Split(_communicator, color, key), exit: 0, _timeout);
    }

    /// <summary>Ends all processes of the job at once, this one too.</summary>
    /// <param name="code">The exit code.</param>
    public void Abort(int code) => _engine.Abort(code);

    /// <summary>
    /// Leaves the job, together with all other processes; does nothing on a part of a world, and on a world of which an exchange failed. If others do not leave within
    /// <see cref="MpiOptions.Timeout"/>, the job is ended: they would wait for this process, or it for them, for good. On the way out of an exception that nobody
    /// catches it does nothing either: the process dies, and the job with it.
    /// </summary>
    public void Dispose()
    {
        lock (_exchange)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            if (_exit == 0 || _failure is not null || _isCrashing)
            {
                return;
            }

            try
            {
                Wait(_engine.StartBarrier(_exit));
            }
            catch (TimeoutException)
            {
                Console.Error.WriteLine($"MpiWorld: rank {Rank} of {Size} has left, and others did not within {_timeout} (MpiOptions.Timeout). The job is ended.");
                Thread.Sleep(TimeForMessages);
                Abort(1);
            }

            _engine.Finish();
        }
    }

    private static byte[] NewMemory(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);

    private void Exchange(ReadOnlySpan<byte> sent, Span<byte> received, int partLength, bool toAll)
    {
        lock (_exchange)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_failure is not null)
            {
                throw MpiErrors.Broken(_failure);
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
        Patience patience = new(_timeout);
        while (!_engine.Test(ref request))
        {
            if (!patience.Wait())
            {
                throw MpiErrors.Late(Rank, Size, _timeout);
            }
        }
    }

    private void Break(string failure)
    {
        _failure = failure;
        lock (Broken)
        {
            Broken.Add(this);
        }
    }
}
