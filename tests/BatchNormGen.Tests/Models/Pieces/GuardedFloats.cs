using System.Runtime.InteropServices;
using Xunit;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Aligned memory, as that of a model, between values that nobody may write to and that show where they are read.</summary>
internal sealed unsafe class GuardedFloats : IDisposable
{
    private const int GuardLength = 32;
    private const uint Guard = 0x7FC0BEEF;

    private readonly float* _block;

    public GuardedFloats(int length)
    {
        Length = length;
        _block = (float*)NativeMemory.AlignedAlloc((nuint)(length + (2 * GuardLength)) * sizeof(float), 64);
        new Span<uint>(_block, length + (2 * GuardLength)).Fill(Guard);
    }

    public GuardedFloats(ReadOnlySpan<float> values)
        : this(values.Length) => values.CopyTo(Span);

    public int Length { get; }

    public float* Pointer => _block + GuardLength;

    public Span<float> Span => new(Pointer, Length);

    public void AssertGuarded(string what)
    {
        Assert.True(!new Span<uint>(_block, GuardLength).ContainsAnyExcept(Guard), $"{what}: written before the first value");
        Assert.True(!new Span<uint>(Pointer + Length, GuardLength).ContainsAnyExcept(Guard), $"{what}: written behind the last value");
    }

    public void Dispose() => NativeMemory.AlignedFree(_block);
}
