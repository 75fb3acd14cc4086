using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BatchNormGen.Threading;

/// <summary>Marks a layer as in use while a call changes it, so that a second such call is an exception and never a wrong result.</summary>
internal struct TrainingMark
{
    private int _isTaken;

    /// <summary>Takes the mark.</summary>
    /// <param name="layer">The layer's name, for the message.</param>
    /// <param name="operation">What is about to be done, for the message.</param>
    /// <exception cref="InvalidOperationException">Another call has it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(string layer, string operation)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            ThrowInUse(layer, operation);
        }
    }

    /// <summary>Gives the mark back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release() => Volatile.Write(ref _isTaken, 0);

    [DoesNotReturn]
    private static void ThrowInUse(string layer, string operation) =>
        throw new InvalidOperationException(
            $"{layer}: {operation} was called while another thread is training this layer or changing it. Training calls, resets and loading take one thread at a time: give each thread a layer of its own, or wait for the other call.");
}
