using System.Runtime.CompilerServices;

namespace BatchNormGen.Threading;

/// <summary>One call of <see cref="WorkPartition.For"/>: what its threads share.</summary>
/// <remarks>
/// Jobs are used again and again, so that a call allocates nothing. A pool thread that comes when its call is over finds the job
/// closed, or takes part in the job's next call, which is as good.
/// </remarks>
internal sealed unsafe class PartitionedJob : IThreadPoolWorkItem
{
    private const int Closed = 1 << 30;

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
        for (int helper = 0; helper < _maxHelpers; helper++)
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
        SpinWait spin = default;
        while (Volatile.Read(ref _helpers) != Closed && !spin.NextSpinWillYield)
        {
            spin.SpinOnce();
        }

        // A helper may leave, and set the event, after the look that ends an earlier call; then the wait ends early, and looks again.
        while (Volatile.Read(ref _helpers) != Closed)
        {
            _lastHelperLeft.WaitOne();
        }
    }
}
