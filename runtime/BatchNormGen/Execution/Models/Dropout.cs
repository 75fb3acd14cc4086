using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models;

/// <summary>Dropout in training: values become 0 with a probability, and the others are scaled by 1 / (1 − rate), so that the mean stays.</summary>
/// <remarks>
/// Srivastava et al.: Dropout: A Simple Way to Prevent Neural Networks from Overfitting (JMLR 15, 2014), scaled in training as in all frameworks. Which values are dropped is a function of
/// seed, stream, counter and a value's index alone (<see cref="Threefry"/>): nothing is kept for the gradient, and the threads do not matter. A value that is dropped is 0, also where it was a NaN.
/// </remarks>
internal static unsafe class Dropout
{
    /// <summary>y: x with some values dropped. It may be <paramref name="x"/>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the output.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="rate">The probability that a value is dropped, at least 0 and below 1; the nearest multiple of 2⁻³² is meant.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="stream">Which dropout of the model.</param>
    /// <param name="counter">Which call: another number for every batch.</param>
    /// <param name="threads">The most threads.</param>
    public static void Forward(float* x, float* y, nint length, double rate, ulong seed, ulong stream, ulong counter, int threads)
    {
        Call call = new()
        {
            X = x,
            Y = y,
            Length = length,
            Random = new Threefry(seed).Derive(stream).Derive(counter),
            FirstKept = (uint)Math.Min(Math.Round(rate * (1L << 32)), uint.MaxValue),
            Scale = (float)(1 / (1 - rate)),
            Pieces = new(samples: 1, (length + Threefry.GroupLength - 1) / Threefry.GroupLength, threads),
        };
        WorkPartition.For(call.Pieces.Count, threads, &Run, &call);
    }

    /// <summary>dx, the gradient with respect to x: dy with the same values dropped. It may be <paramref name="dy"/>.</summary>
    /// <param name="dy">The gradient with respect to y.</param>
    /// <param name="dx">Receives the gradient.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="rate">The rate of the call of <see cref="Forward"/>.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="counter">Its counter.</param>
    /// <param name="threads">The most threads.</param>
    public static void Backward(float* dy, float* dx, nint length, double rate, ulong seed, ulong stream, ulong counter, int threads) =>
        Forward(dy, dx, length, rate, seed, stream, counter, threads);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(void* context, nint piece)
    {
        Call* call = (Call*)context;
        (nint group, nint end) = call->Pieces[piece];
        Threefry random = call->Random;
        Vector<uint> firstKept = new(call->FirstKept);
        Vector<float> scale = new(call->Scale);
        Span<uint> numbers = stackalloc uint[Threefry.GroupLength];
        for (; group < end; group++)
        {
            random.Fill((ulong)group, numbers);
            float* x = call->X + (group * Threefry.GroupLength), y = call->Y + (group * Threefry.GroupLength);
            int count = (int)Math.Min(Threefry.GroupLength, call->Length - (group * Threefry.GroupLength)), i = 0;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<uint> kept = Vector.GreaterThanOrEqual(new Vector<uint>(numbers[i..]), firstKept);
                ((Vector.Load(x + i) * scale) & kept.As<uint, float>()).Store(y + i);
            }

            for (; i < count; i++)
            {
                y[i] = numbers[i] >= call->FirstKept ? x[i] * call->Scale : 0;
            }
        }
    }

    private struct Call
    {
        public float* X;
        public float* Y;
        public nint Length;
        public Threefry Random;

        /// <summary>The least random number of a value that is kept.</summary>
        public uint FirstKept;
        public float Scale;
        public RowPieces Pieces;
    }
}
