using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>
/// 64 bytes of numbers (16 of <c>float</c>, 8 of <c>double</c>) that are computed with at once: one 512-bit vector, two of 256 bits
/// or four of 128. Generated kernels are written once, for lanes.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">The type of a number: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// Every implementation gives the same bits: arithmetic is lane by lane, correctly rounded, fused only where it is said, and the one reduction adds in
/// one fixed order. References are neither checked nor pinned here.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>Whether lanes are one vector, of which the machine has registers for 32; otherwise it has them for eight lanes or fewer.</summary>
    static abstract bool IsOneVector { get; }

    /// <summary>Zero in every lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Splat(T value);

    /// <summary>The number that lies <paramref name="offset"/> behind <paramref name="source"/>, in every lane.</summary>
    static abstract TSelf Splat(ref readonly T source, nint offset);

    /// <summary>Reads all lanes, <paramref name="offset"/> numbers behind <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>The same. Lanes that stream also ask memory for what lies <paramref name="next"/> numbers further on, since it will be read soon.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset, nint next);

    /// <summary>Reads the first <paramref name="count"/> lanes and no number more; the others are zero.</summary>
    static abstract TSelf LoadFirst(ref readonly T source, nint offset, int count);

    /// <summary>The first <paramref name="count"/> lanes; zero in the others, whatever they hold.</summary>
    static abstract TSelf KeepFirst(TSelf value, int count);

    /// <summary>The first <paramref name="count"/> lanes of one group, none or all included, and the others of another.</summary>
    static abstract TSelf Join(TSelf first, TSelf second, int count);

    /// <summary>
    /// Writes all lanes, <paramref name="offset"/> numbers behind <paramref name="destination"/>. Lanes that stream write past the caches,
    /// and only to whole 64 bytes: see <see cref="LanesToAligned"/>.
    /// </summary>
    static abstract void Store(TSelf value, ref T destination, nint offset);

    /// <summary>Writes the first <paramref name="count"/> lanes and no number more.</summary>
    static abstract void StoreFirst(TSelf value, ref T destination, nint offset, int count);

    /// <summary>
    /// How many lanes have to be written by <see cref="StoreFirst"/> before <see cref="Store"/> may be used, <paramref name="offset"/> numbers
    /// behind <paramref name="destination"/>: up to the next whole 64 bytes where stores stream, otherwise 0.
    /// </summary>
    static abstract int LanesToAligned(ref T destination, nint offset);

    /// <summary>Adds lane by lane.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Subtracts lane by lane.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Multiplies lane by lane.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Divides lane by lane.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>
    /// left · right + addend, lane by lane, rounded once. The only operation here that is fused; where the processor has no instruction for it, it is computed exactly all the
    /// same, and slowly.
    /// </summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Adds all lanes to the numbers in memory, <paramref name="offset"/> numbers behind <paramref name="destination"/>.</summary>
    static abstract void Add(TSelf value, ref T destination, nint offset);

    /// <summary>A constant in every lane, rounded to the type of a number.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>left · right + a constant, lane by lane: the product is rounded, then the sum. The step of a polynomial.</summary>
    static abstract TSelf MultiplyThenAdd(TSelf left, TSelf right, double constant);

    /// <summary>The absolute value, lane by lane.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The absolute value of one, with the sign of the other, lane by lane, also where that is −0 or a NaN.</summary>
    static abstract TSelf CopySign(TSelf value, TSelf sign);

    /// <summary>
    /// <paramref name="ifLessOrEqual"/> where left ≤ right, <paramref name="otherwise"/> elsewhere, thus where either is a NaN. What is not
    /// taken may be infinite or a NaN.
    /// </summary>
    static abstract TSelf SelectLessOrEqual(TSelf left, TSelf right, TSelf ifLessOrEqual, TSelf otherwise);

    /// <summary>
    /// 2 to the power of <paramref name="exponent"/> + <paramref name="lift"/>, exactly, as long as that sum is an integer whose power is a normal
    /// number (−126 to 127 for <c>float</c>, −1022 to 1023 for <c>double</c>); the power of the integer below these is 0.
    /// For any other sum, unspecified.
    /// </summary>
    static abstract TSelf PowerOfTwo(TSelf exponent, int lift);

    /// <summary>1/√value, lane by lane: a square root and a division, each correctly rounded.</summary>
    static abstract TSelf ReciprocalSqrt(TSelf value);

    /// <summary>The sum of all lanes in their own type: of sixteen, lane i and lane i + 8 first, then i and i + 4, i and i + 2, i and i + 1.</summary>
    static abstract T ShortSum(TSelf value);

    /// <summary>Adds each lane to its own double, <paramref name="offset"/> doubles behind <paramref name="destination"/>.</summary>
    static abstract void AddTo(TSelf value, ref double destination, nint offset);

    /// <summary>
    /// Adds the sum of all lanes to the double that lies <paramref name="offset"/> behind <paramref name="destination"/>. It is taken in
    /// double: lane i and lane i + 8 first (of sixteen), then i and i + 4, i and i + 2, i and i + 1.
    /// </summary>
    static abstract void AddSumTo(TSelf value, ref double destination, nint offset);

    /// <summary>
    /// The same for lanes that hold the sums of few terms: of sixteen, lane i and i + 8, then i and i + 4 are added as they are, and only the last
    /// four sums in double.
    /// </summary>
    static abstract void AddShortSumTo(TSelf value, ref double destination, nint offset);
}
