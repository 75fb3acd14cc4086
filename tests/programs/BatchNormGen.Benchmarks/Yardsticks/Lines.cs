using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Benchmarks.Yardsticks;

internal readonly unsafe struct Line512(Vector512<float> value) : ILine<Line512>
{
    private readonly Vector512<float> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Line512 line, float* destination) => line._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(Line512 line, float* destination) => line._value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line512 operator |(Line512 left, Line512 right) => new(left._value | right._value);

    public static float Any(Line512 line) => Vector512.Sum(line._value);
}

internal readonly unsafe struct Line256(Vector256<float> lower, Vector256<float> upper) : ILine<Line256>
{
    private readonly Vector256<float> _lower = lower;
    private readonly Vector256<float> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line256 Load(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Line256 line, float* destination)
    {
        line._lower.Store(destination);
        line._upper.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(Line256 line, float* destination)
    {
        line._lower.StoreAlignedNonTemporal(destination);
        line._upper.StoreAlignedNonTemporal(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line256 operator |(Line256 left, Line256 right) => new(left._lower | right._lower, left._upper | right._upper);

    public static float Any(Line256 line) => Vector256.Sum(line._lower | line._upper);
}

internal readonly unsafe struct Line128(Line128.Half lower, Line128.Half upper) : ILine<Line128>
{
    private readonly Half _lower = lower;
    private readonly Half _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line128 Load(float* source) => new(Half.Load(source), Half.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Line128 line, float* destination)
    {
        line._lower.First.Store(destination);
        line._lower.Second.Store(destination + 4);
        line._upper.First.Store(destination + 8);
        line._upper.Second.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(Line128 line, float* destination)
    {
        line._lower.First.StoreAlignedNonTemporal(destination);
        line._lower.Second.StoreAlignedNonTemporal(destination + 4);
        line._upper.First.StoreAlignedNonTemporal(destination + 8);
        line._upper.Second.StoreAlignedNonTemporal(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line128 operator |(Line128 left, Line128 right) => new(left._lower | right._lower, left._upper | right._upper);

    public static float Any(Line128 line) => Vector128.Sum(line._lower.First | line._lower.Second | line._upper.First | line._upper.Second);

    internal readonly struct Half(Vector128<float> first, Vector128<float> second)
    {
        public readonly Vector128<float> First = first;
        public readonly Vector128<float> Second = second;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Half Load(float* source) => new(Vector128.Load(source), Vector128.Load(source + 4));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Half operator |(Half left, Half right) => new(left.First | right.First, left.Second | right.Second);
    }
}
