using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace BatchNormGen.Tests.Listings;

/// <summary>A test that is skipped where the machine has no vectors so wide, or other instructions than x64's.</summary>
public sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute(int bits)
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Skip = !X86Base.X64.IsSupported ? "Listings are read for x64 only."
            : widest < bits ? $"This machine has vectors of {widest} bits, not of {bits}."
            : null;
    }
}
