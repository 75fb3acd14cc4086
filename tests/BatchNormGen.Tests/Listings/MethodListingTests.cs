using Xunit;

namespace BatchNormGen.Tests.Listings;

/// <summary>What is looked for in listings is found in them.</summary>
public sealed class MethodListingTests
{
    private const string Listing =
        """
        ; Assembly listing for method Demo.Kernel:Moments[Lanes](byref,nint) (FullOpts)
        ; Emitting BLENDED_CODE for generic X64 + VEX on Unix

        G_M000_IG01:                ;; offset=0x0000
               push     rbp
               vmovups  ymmword ptr [rbp-0x30], ymm0

        G_M000_IG02:                ;; offset=0x0010
               vmovups  ymm1, ymmword ptr [rbp-0x50]
               align    [0 bytes for IG03]

        G_M000_IG03:                ;; offset=0x0020
               vaddps   ymm0, ymm0, ymmword ptr [rbp-0x30]
               mov      rax, qword ptr [rbp-0x08]
               cmp      rax, rcx
               jl       SHORT G_M000_IG03

        G_M000_IG04:                ;; offset=0x0030
               call     [Demo.Lanes:LoadFirst(byref,int):Demo.Lanes]
               dec      rdx
               jne      G_M000_IG02
               ret

        RWD00  	dq	FFFFFFFFFFFFFFFFh

        ; Total bytes of code 77

        ; Assembly listing for method Demo.Kernel:Apply[Lanes](byref,nint) (Tier0)
        G_M000_IG01:
               call     [Demo.Lanes:Load]
        ; Total bytes of code 5
        """;

    private static readonly MethodListing Method = Assert.Single(MethodListing.Parse(Listing.Split('\n')));

    [Fact]
    public void A_method_has_a_name_instructions_and_a_size()
    {
        Assert.Equal("Demo.Kernel:Moments[Lanes](byref,nint)", Method.Name);
        Assert.Equal(12, Method.Instructions.Count);
        Assert.Equal(77, Method.Bytes);
    }

    [Fact]
    public void A_jump_back_makes_a_loop_and_one_that_holds_no_other_is_an_inner_one()
    {
        Assert.Equal([4..8, 2..11], Method.Loops);
        Assert.Equal([4..8], Method.InnerLoops);
    }

    [Fact]
    public void A_call_is_found_wherever_it_is() => Assert.Equal(["call     [Demo.Lanes:LoadFirst(byref,int):Demo.Lanes]"], Method.Calls);

    [Fact]
    public void Vectors_on_the_stack_count_in_inner_loops_only() => Assert.Equal(["vaddps   ymm0, ymm0, ymmword ptr [rbp-0x30]"], Method.InnerSpills);

    [Theory]
    [InlineData("; Total bytes of code 77", "; lost")]
    [InlineData("G_M000_IG03: ", "G_M000_IG33: ")]
    public void A_listing_that_is_not_understood_is_refused(string found, string changed) =>
        Assert.Throws<FormatException>(() => MethodListing.Parse(Listing.Replace(found, changed).Split('\n')).ToList());
}
