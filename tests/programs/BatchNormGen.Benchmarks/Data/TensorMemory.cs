using System.Runtime.InteropServices;

namespace BatchNormGen.Benchmarks.Data;

/// <summary>The memory of a tensor, at an address that stays: native at 64 bytes, or an array where the runtime puts it.</summary>
internal sealed unsafe class TensorMemory : IDisposable
{
    private const int Alignment = 64;

    private readonly float[]? _array;

    public TensorMemory(int length, bool aligned)
    {
        Length = length;
        if (aligned)
        {
            Pointer = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), Alignment);
        }
        else
        {
            _array = GC.AllocateUninitializedArray<float>(length, pinned: true);
            Pointer = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        }

        // So that no measurement meets a page for the first time.
        Span.Clear();
    }

    public float* Pointer { get; private set; }

    public int Length { get; }

    public Span<float> Span => new(Pointer, Length);

    /// <summary>What the address has over whole 64 bytes.</summary>
    public int Misalignment => (int)((nuint)Pointer % Alignment);

    public void Dispose()
    {
        if (_array is null && Pointer is not null)
        {
            NativeMemory.AlignedFree(Pointer);
        }

        Pointer = null;
    }
}
