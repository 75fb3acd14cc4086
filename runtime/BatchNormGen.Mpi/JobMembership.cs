namespace BatchNormGen.Mpi;

/// <summary>That this process is a part of a job: what its worlds share, and how it leaves.</summary>
internal sealed class JobMembership
{
    /// <summary>What launchers take to pass on what was printed, before they end a job.</summary>
    private static readonly TimeSpan TimeForMessages = TimeSpan.FromMilliseconds(200);

    /// <summary>Usually all leave within that time, and nobody has to be told.</summary>
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether an exception that nobody catches is about to end the process.</summary>
    private static volatile bool _isCrashing;

    /// <summary>A communicator to leave by, so that this cannot be taken for an exchange.</summary>
    private readonly nint _exit;

    /// <summary>The world that was started, then all parts of it: kept until the process ends, since MPI may still write to their memory after an exchange failed.</summary>
    private readonly List<MpiWorld> _worlds = [];

    private readonly Lock _leaving = new();
    private volatile bool _isOver;

    public JobMembership(MpiEngine engine, nint exit, TimeSpan timeout)
    {
        Engine = engine;
        Timeout = timeout;
        _exit = exit;
        AppDomain.CurrentDomain.UnhandledException += static (_, _) => _isCrashing = true;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => LeaveWithProcess();
    }

    public MpiEngine Engine { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Whether this process has left, or has been told to.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether MPI has ended, so that nothing of it may be called any more.</summary>
    public bool HasEnded { get; private set; }

    private MpiWorld World => _worlds[0];

    private string? Failure => _worlds.Find(static world => world.Failure is not null)?.Failure;

    public void Add(MpiWorld world)
    {
        lock (_worlds)
        {
            _worlds.Add(world);
        }
    }

    /// <summary>Leaves, together with all other processes; but only in name if an exchange has failed, or an exception that nobody catches is about to end the process.</summary>
    public void Leave()
    {
        lock (_leaving)
        {
            if (!_isOver && !_isCrashing && Failure is null && AllLeave())
            {
                Engine.Finish();
                HasEnded = true;
            }

            _isOver = true;
        }
    }

    /// <summary>Waits until all processes leave.</summary>
    /// <returns>Whether they do; if not, some wait for this process in vain, and have been told.</returns>
    private bool AllLeave()
    {
        nint barrier = Engine.StartBarrier(_exit);
        Patience patience = new(Timeout);
        bool hasTold = false;
        while (!Engine.Test(ref barrier))
        {
            if (!patience.Wait())
            {
                End(MpiErrors.LeftAlone(World.Rank, World.Size, Timeout));
                return false;
            }

            if (!hasTold && patience.Waited > TimeToLeave)
            {
                _worlds.ForEach(static world => world.Departures.Tell());
                hasTold = true;
            }

            if (hasTold && _worlds.Exists(static world => world.Departures.IsMissed()))
            {
                World.Break(MpiErrors.LeftEarly(World.Rank, World.Size));
                Console.Error.WriteLine(World.Failure);
                return false;
            }
        }

        return _worlds.TrueForAll(world => world.Departures.Settle(ref patience));
    }

    /// <summary>What is left to do when the process ends. Where its exit code is not 0, launchers end the job themselves.</summary>
    private void LeaveWithProcess()
    {
        if (Environment.ExitCode != 0 || _worlds.Count == 0)
        {
            return;
        }

        if (_worlds.Exists(static world => world.IsExchanging))
        {
            End(MpiErrors.EndsBroken(World.Rank, World.Size, "an exchange goes on"));
            return;
        }

        Leave();
        if (Failure is not null)
        {
            End(MpiErrors.EndsBroken(World.Rank, World.Size, "an exchange has failed"));
        }
    }

    private void End(string message)
    {
        Console.Error.WriteLine(message);
        Thread.Sleep(TimeForMessages);
        Engine.Abort(1);
    }
}
