using System.Numerics;
using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>Threefry-2x32 with 20 rounds: random numbers that are functions of a key and a counter, so that any of them can be had at any time, on any thread.</summary>
/// <remarks>
/// Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3 (SC 2011). Integer additions, rotations and exclusive ors only: the same bits everywhere. It passes
/// the batteries of TestU01 with 13 rounds; 20 are what its authors and JAX use.
/// </remarks>
/// <param name="key">The key.</param>
internal readonly struct Threefry(ulong key)
{
    /// <summary>The numbers that one step of <see cref="Fill"/> makes.</summary>
    public const int GroupLength = 32;

    private const int Rounds = 20, RoundsOfKey = 4;
    private const uint Parity = 0x1BD11BDA;

    private readonly uint _key0 = (uint)key;
    private readonly uint _key1 = (uint)(key >> 32);

    // Two rows of the paper's table of rotations, which alternate with the keys.
    private static ReadOnlySpan<byte> Rotations => [13, 15, 26, 6, 17, 29, 16, 24];

    /// <summary>The key that belongs to a number: of two numbers, two that have nothing to do with each other.</summary>
    public Threefry Derive(ulong number) => new(Block(number));

    /// <summary>The 64 bits of a counter.</summary>
    public ulong Block(ulong counter)
    {
        uint low = (uint)counter + _key0, high = (uint)(counter >> 32) + _key1;
        for (int round = 0; round < Rounds; round++)
        {
            low += high;
            high = BitOperations.RotateLeft(high, Rotations[round % Rotations.Length]) ^ low;
            if (round % RoundsOfKey == RoundsOfKey - 1)
            {
                int injection = (round / RoundsOfKey) + 1;
                low += KeyWord(injection);
                high += KeyWord(injection + 1) + (uint)injection;
            }
        }

        return low | ((ulong)high << 32);
    }

    /// <summary>The 32 numbers of a group: those of counters 16 · group to 16 · group + 15, first the lower halves of all, then the upper ones.</summary>
    /// <param name="group">Which group.</param>
    /// <param name="numbers">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(ulong group, Span<uint> numbers)
    {
        const int Counters = GroupLength / 2;
        ulong first = group * Counters;

        // Sixteen counters from a multiple of sixteen on have the same upper half.
        for (int lane = 0; lane < Counters; lane += Vector<uint>.Count)
        {
            Vector<uint> low = Vector.CreateSequence((uint)first + (uint)lane, 1u) + new Vector<uint>(_key0);
            Vector<uint> high = new((uint)(first >> 32) + _key1);
            FourRounds(ref low, ref high, 13, 15, 26, 6);
            (low, high) = (low + new Vector<uint>(KeyWord(1)), high + new Vector<uint>(KeyWord(2) + 1));
            FourRounds(ref low, ref high, 17, 29, 16, 24);
            (low, high) = (low + new Vector<uint>(KeyWord(2)), high + new Vector<uint>(KeyWord(3) + 2));
            FourRounds(ref low, ref high, 13, 15, 26, 6);
            (low, high) = (low + new Vector<uint>(KeyWord(3)), high + new Vector<uint>(KeyWord(4) + 3));
            FourRounds(ref low, ref high, 17, 29, 16, 24);
            (low, high) = (low + new Vector<uint>(KeyWord(4)), high + new Vector<uint>(KeyWord(5) + 4));
            FourRounds(ref low, ref high, 13, 15, 26, 6);
            (low, high) = (low + new Vector<uint>(KeyWord(5)), high + new Vector<uint>(KeyWord(6) + 5));
            low.CopyTo(numbers[lane..]);
            high.CopyTo(numbers[(Counters + lane)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds(ref Vector<uint> low, ref Vector<uint> high, int r0, int r1, int r2, int r3)
    {
        low += high;
        high = Rotate(high, r0) ^ low;
        low += high;
        high = Rotate(high, r1) ^ low;
        low += high;
        high = Rotate(high, r2) ^ low;
        low += high;
        high = Rotate(high, r3) ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Rotate(Vector<uint> value, int left) => (value << left) | (value >>> (32 - left));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint KeyWord(int index) => (index % 3) switch
    {
        0 => _key0,
        1 => _key1,
        _ => _key0 ^ _key1 ^ Parity,
    };
}
