namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>
/// The caller and threads of its own, which take parts of the work as they come. The caller waits for parts that others have begun, not for threads
/// that the system has not woken yet.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    private readonly ManualResetEventSlim[] _starts;
    private readonly Thread[] _threads;
    private volatile Action<int>? _work;
    private int _left;
    private int _running;

    public ThreadTeam(int members)
    {
        Members = members;
        _starts = [.. Enumerable.Range(1, members - 1).Select(static _ => new ManualResetEventSlim(false, spinCount: 200))];
        _threads = [.. _starts.Select(start => new Thread(() => Serve(start)) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    public int Members { get; }

    /// <summary>Calls the work with the numbers of all parts, and returns when all are done.</summary>
    public void Run(Action<int> work, int parts)
    {
        _work = work;
        Volatile.Write(ref _running, parts);

        // From here on, parts can be taken.
        Interlocked.Exchange(ref _left, parts);
        foreach (ManualResetEventSlim start in _starts)
        {
            start.Set();
        }

        TakeParts();
        var wait = default(SpinWait);
        while (Volatile.Read(ref _running) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    public void Dispose()
    {
        _work = null;
        foreach (ManualResetEventSlim start in _starts)
        {
            start.Set();
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void TakeParts()
    {
        // Below zero: a thread that wakes late takes none, whatever comes next.
        for (int part; (part = Interlocked.Decrement(ref _left)) >= 0;)
        {
            _work!(part);
            Interlocked.Decrement(ref _running);
        }
    }

    private void Serve(ManualResetEventSlim start)
    {
        while (true)
        {
            start.Wait();
            start.Reset();
            if (_work is null)
            {
                return;
            }

            TakeParts();
        }
    }
}
