using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace BatchNormGen.Threading;

/// <summary>One call of <see cref="WorkPartition.For"/>: what its threads share.</summary>
/// <remarks>
/// Jobs are used again and again, so that a call allocates nothing. A pool thread that comes when its call is over finds the job
/// closed, or takes part in the job's next call, which is as good. Helpers of a <see cref="Team"/> stay for the next call for a while.
/// </remarks>
internal sealed unsafe class PartitionedJob : IThreadPoolWorkItem
{
    private const int Closed = 1 << 30;

    /// <summary>
    /// How long a thread of a team waits for the others before it goes to sleep: 200 µs. One that sleeps comes late. Longer waits gain little, and take processors from others where
    /// there are too few (docs/performance-models.md).
    /// </summary>
    private static readonly long Patience = Stopwatch.Frequency / 5_000;

    /// <summary>The pauses between two looks at whether there is work: few, since another thread waits for what comes of a look.</summary>
    private const int SpinsBetweenLooks = 2;

    private static readonly SlotPool<PartitionedJob> Pool = new(static () => new PartitionedJob());

    // The system's own event: the slim ones allocate when they wait.
    private readonly AutoResetEvent _lastHelperLeft = new(initialState: false);
    private delegate*<void*, nint, void> _body;
    private void* _context;
    private long _items;
    private long _next;
    private int _maxHelpers;

    /// <summary>The number of helpers at work, and whether further ones are turned away.</summary>
    private int _helpers = Closed;

    /// <summary>How many calls have begun.</summary>
    private int _calls;

    /// <summary>How many helpers are here, at work or waiting for the next call.</summary>
    private int _present;

    private volatile bool _isHeld;

    /// <summary>Whether further calls are near, so that helpers stay.</summary>
    public bool IsHeld
    {
        get => _isHeld;
        set => _isHeld = value;
    }

    public static PartitionedJob Rent() => Pool.Rent();

    public static void Return(PartitionedJob job) => Pool.Return(job);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(nint items, int threads, delegate*<void*, nint, void> body, void* context)
    {
        _body = body;
        _context = context;
        _items = items;
        _next = 0;
        _maxHelpers = threads - 1;
        Volatile.Write(ref _helpers, 0);
        Interlocked.Increment(ref _calls);
        for (int helper = Volatile.Read(ref _present); helper < _maxHelpers; helper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Work();
        Interlocked.Or(ref _helpers, Closed);
        WaitForHelpers();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IThreadPoolWorkItem.Execute()
    {
        int calls;
        do
        {
            calls = Volatile.Read(ref _calls);
            if (Interlocked.Increment(ref _present) <= _maxHelpers)
            {
                do
                {
                    calls = Volatile.Read(ref _calls);
                    Help();
                }
                while (IsCalledAgain(calls));
            }

            Interlocked.Decrement(ref _present);
        }
        // In this order: a call that has begun meanwhile has either counted on this helper, or found that it is gone.
        while (Volatile.Read(ref _calls) != calls);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Help()
    {
        int helpers = Volatile.Read(ref _helpers);
        while (true)
        {
            if (helpers >= _maxHelpers)
            {
                return;
            }

            int seen = Interlocked.CompareExchange(ref _helpers, helpers + 1, helpers);
            if (seen == helpers)
            {
                break;
            }

            helpers = seen;
        }

        Work();
        if (Interlocked.Decrement(ref _helpers) == Closed)
        {
            _lastHelperLeft.Set();
        }
    }

    /// <summary>Waits for a call behind those that are given while the team is held, as long as patience lasts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsCalledAgain(int calls)
    {
        long start = _isHeld ? Stopwatch.GetTimestamp() : 0;
        while (_isHeld && Volatile.Read(ref _calls) == calls && Stopwatch.GetTimestamp() - start < Patience)
        {
            Thread.SpinWait(SpinsBetweenLooks);
        }

        return Volatile.Read(ref _calls) != calls;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Work()
    {
        long items = _items;
        long item;
        while ((item = Interlocked.Increment(ref _next) - 1) < items)
        {
            _body(_context, (nint)item);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WaitForHelpers()
    {
        long start = _isHeld ? Stopwatch.GetTimestamp() : 0;
        SpinWait spin = default;
        while (Volatile.Read(ref _helpers) != Closed && !spin.NextSpinWillYield)
        {
            spin.SpinOnce();
        }

        while (_isHeld && Volatile.Read(ref _helpers) != Closed && Stopwatch.GetTimestamp() - start < Patience)
        {
            Thread.SpinWait(SpinsBetweenLooks);
        }

        // A helper may leave, and set the event, after the look that ends an earlier call; then the wait ends early, and looks again.
        while (Volatile.Read(ref _helpers) != Closed)
        {
            _lastHelperLeft.WaitOne();
        }
    }
}
