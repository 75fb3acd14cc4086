using System.Text;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>What a file claims costs nothing; what it holds, a small multiple of its size.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void A_claimed_header_is_not_allocated() =>
        AssertAllocatesLess(1 << 20, new DribblingStream([.. BitConverter.GetBytes(100_000_000L), .. "{}"u8]));

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(2_147_483_591)]
    public void Claimed_data_are_not_allocated(long length)
    {
        byte[] file = SafeTensorsFile.Of($$$"""{"w":{"dtype":"U8","shape":[{{{length}}}],"data_offsets":[0,{{{length}}}]}}""", new byte[100]);
        AssertAllocatesLess(1 << 20, new MemoryStream(file));
        AssertAllocatesLess(1 << 20, new DribblingStream(file));
    }

    [Fact]
    public void A_tensor_too_large_for_an_array_is_refused_with_its_size()
    {
        byte[] file = SafeTensorsFile.Of("""{"w":{"dtype":"U8","shape":[3000000000],"data_offsets":[0,3000000000]}}""");
        var stream = new DribblingStream(file);
        string message = Assert.Throws<InvalidDataException>(() => StateDictionary.Load(stream)).Message;
        Assert.Contains("tensor \"w\" has 3000000000 bytes; no more than 2147483591 can be held in memory. Use StateDictionary.Open,", message);
    }

    [Fact]
    public void A_large_shape_is_not_copied_into_the_message()
    {
        string shape = string.Join(',', Enumerable.Repeat("1", 500_000));
        byte[] file = SafeTensorsFile.Of($$$"""{"w":{"dtype":"U8","shape":[{{{shape}}}],"data_offsets":[0,2]}}""", 0, 0);
        Assert.InRange(Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file)).Message.Length, 20, 300);
    }

    [Fact]
    public void Many_small_tensors_cost_a_small_multiple_of_the_file()
    {
        const int Count = 20_000;
        var header = new StringBuilder("{");
        for (int i = 0; i < Count; i++)
        {
            header.Append(i == 0 ? "" : ",").Append($$"""{"{{i}}":{"dtype":"U8","shape":[1],"data_offsets":[{{i}},{{i + 1}}]}""".AsSpan(1));
        }

        byte[] file = SafeTensorsFile.Of(header.Append('}').ToString(), new byte[Count]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        StateDictionary state = SafeTensorsFile.Load(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20L * file.Length);
        Assert.Equal(Count, state.Names.Count);
    }

    private static void AssertAllocatesLess(long bytes, Stream stream)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => StateDictionary.Load(stream));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes);
    }
}
