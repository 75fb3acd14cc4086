namespace BatchNormGen.Package.Tests.Packing;

/// <summary>A test that is skipped where the machine cannot link native programs, unless skips are forbidden.</summary>
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute(bool avx2 = false)
    {
        if (!NativeToolchain.ForbidsSkips)
        {
            Skip = avx2 ? NativeToolchain.MissingForAvx2 : NativeToolchain.Missing;
        }
    }
}
