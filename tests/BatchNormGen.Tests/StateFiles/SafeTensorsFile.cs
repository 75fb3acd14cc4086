using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>Files put together by hand, right or wrong.</summary>
internal static class SafeTensorsFile
{
    /// <summary>The header's true length, the header, the data.</summary>
    public static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, params byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    public static StateDictionary Load(byte[] file) => StateDictionary.Load(new MemoryStream(file));

    public static byte[] Save(StateDictionary state)
    {
        var stream = new MemoryStream();
        state.Save(stream);
        return stream.ToArray();
    }

    public static StateTensor Tensor(this StateDictionary state, string name)
    {
        Assert.True(state.TryGet(name, out StateTensor? tensor), $"There is no tensor {name}.");
        return tensor!;
    }

    /// <summary>A tensor's bytes as they are in a file.</summary>
    public static byte[] RawBytes(this StateTensor tensor)
    {
        var stream = new MemoryStream();
        tensor.Bytes.CopyTo(stream);
        return stream.ToArray();
    }

    /// <summary>Equal to the last byte, whatever the order.</summary>
    public static void AssertEqual(StateDictionary expected, StateDictionary actual)
    {
        Assert.Equal(expected.Names.Order(StringComparer.Ordinal), actual.Names.Order(StringComparer.Ordinal));
        Assert.Equal(expected.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal), actual.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        foreach (string name in expected.Names)
        {
            StateTensor left = expected.Tensor(name);
            StateTensor right = actual.Tensor(name);
            Assert.Equal(left.DataType, right.DataType);
            Assert.Equal(left.TypeName, right.TypeName);
            Assert.Equal(left.Shape, right.Shape);
            Assert.True(left.RawBytes().AsSpan().SequenceEqual(right.RawBytes()), $"{name} has other bytes.");
        }
    }
}
