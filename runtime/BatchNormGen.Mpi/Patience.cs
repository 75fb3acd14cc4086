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

    /// <summary>Lets some time pass.</summary>
    /// <returns>Whether to ask again. The last time it is past the end, since the process itself may have been stopped meanwhile.</returns>
    public bool Wait()
    {
        if (_isOver)
        {
            return false;
        }

        TimeSpan waited = Stopwatch.GetElapsedTime(_start);
        if (waited < Awake)
        {
            Thread.SpinWait(8);
        }
        else if (waited < Yielding)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }

        _isOver = _timeout != Timeout.InfiniteTimeSpan && waited > _timeout;
        return true;
    }
}
