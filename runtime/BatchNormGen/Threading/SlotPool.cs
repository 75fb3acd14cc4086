using System.Runtime.CompilerServices;

namespace BatchNormGen.Threading;

/// <summary>Idle objects to use again, so that calls allocate nothing once there are enough of them.</summary>
/// <remarks>Any number of threads may rent and return. One object beyond the slots is left to the garbage collector.</remarks>
internal sealed class SlotPool<T>(Func<T> create)
    where T : class
{
    private readonly T?[] _idle = new T?[Math.Max(64, 2 * Environment.ProcessorCount)];

    /// <summary>An idle object, or a new one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T Rent()
    {
        for (int slot = 0; slot < _idle.Length; slot++)
        {
            if (Interlocked.Exchange(ref _idle[slot], null) is { } idle)
            {
                return idle;
            }
        }

        return create();
    }

    /// <summary>Keeps an object for the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Return(T used)
    {
        for (int slot = 0; slot < _idle.Length; slot++)
        {
            if (Interlocked.CompareExchange(ref _idle[slot], used, null) is null)
            {
                return;
            }
        }
    }
}
