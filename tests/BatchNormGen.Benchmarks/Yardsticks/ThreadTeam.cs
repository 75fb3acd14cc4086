namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>The caller and threads of its own, each of which does its part of the work.</summary>
internal sealed class ThreadTeam : IDisposable
{
    private readonly ManualResetEventSlim[] _starts;
    private readonly Thread[] _threads;
    private readonly CountdownEvent _running;
    private Action<int>? _work;

    public ThreadTeam(int members)
    {
        Members = members;
        _running = new CountdownEvent(Math.Max(1, members - 1));
        _starts = [.. Enumerable.Range(1, members - 1).Select(static _ => new ManualResetEventSlim(false, spinCount: 200))];
        _threads = [.. Enumerable.Range(1, members - 1).Select(member => new Thread(() => Serve(member)) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    public int Members { get; }

    /// <summary>Calls the work with the numbers of all members, and returns when all are done.</summary>
    public void Run(Action<int> work)
    {
        if (Members > 1)
        {
            _work = work;
            _running.Reset(Members - 1);
            foreach (ManualResetEventSlim start in _starts)
            {
                start.Set();
            }
        }

        work(0);
        if (Members > 1)
        {
            _running.Wait();
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

        _running.Dispose();
    }

    private void Serve(int member)
    {
        while (true)
        {
            _starts[member - 1].Wait();
            _starts[member - 1].Reset();
            if (_work is not { } work)
            {
                return;
            }

            work(member);
            _running.Signal();
        }
    }
}
