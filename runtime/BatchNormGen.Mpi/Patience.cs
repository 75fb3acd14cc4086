using System.Diagnostics;

namespace BatchNormGen.Mpi;

/// <summary>Waits for something that has to be asked for again and again: first awake, then with the processor left to others, in the end mostly asleep.</summary>
internal struct Patience(TimeSpan timeout)
{
    /// <summary>Most exchanges between processes of one machine are over by then.</summary>
    private static readonly TimeSpan Awake = TimeSpan.FromMicroseconds(50);

    /// <summary>Sleeping costs a millisecond: little beside what was waited for by then.</summary>
    private static readonly TimeSpan Yielding = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _timeout = timeout;
    private readonly long _start = Stopwatch.GetTimestamp();
    private bool _isOver;

    /// <summary>How long it was waited for when that was last looked at.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Whether it takes so long that other questions may be asked between two looks.</summary>
    public readonly bool IsMostlyAsleep => Waited >= Yielding;

    /// <summary>Lets some time pass.</summary>
    /// <returns>Whether to ask again. The last time it is past the end, since the process itself may have been stopped meanwhile.</returns>
    public bool Wait()
    {
        if (_isOver)
        {
            return false;
        }

        Waited = Stopwatch.GetElapsedTime(_start);
        if (Waited < Awake)
        {
            Thread.SpinWait(8);
        }
        else if (Waited < Yielding)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }

        _isOver = _timeout != Timeout.InfiniteTimeSpan && Waited > _timeout;
        return true;
    }
}
