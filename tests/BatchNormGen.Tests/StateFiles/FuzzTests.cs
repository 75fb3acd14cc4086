using Xunit;
using Xunit.Abstractions;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>
/// 200,000 damaged files. Each is refused with the place of the fault, or read; a second reader must come to the same verdict and the same contents, and what was
/// read must survive being saved.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Mutations = 25_000;
    private const int MostAllocated = 1 << 20;

    private static readonly byte[][] Files = MakeFiles();

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Every_damaged_file_is_refused_with_the_place_or_read_rightly(int seed)
    {
        var mutator = new FileMutator(seed);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] file = mutator.Mutate(Files[i % Files.Length], Files);
            try
            {
                if (TryLoad(file, seekable: i % 2 == 0) is { } state)
                {
                    read++;
                    SafeTensorsFile.AssertEqual(state, SafeTensorsFile.Load(SafeTensorsFile.Save(state)));
                    AssertSame(IndependentReader.Read(file), state);
                }
                else
                {
                    Assert.Null(IndependentReader.Read(file));
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, mutation {i}: {Convert.ToHexString(file)}", e);
            }
        }

        // Both verdicts must have been put to the test.
        output.WriteLine($"{read} of {Mutations} were read.");
        Assert.InRange(read, Mutations / 50, Mutations / 2);
    }

    [Fact]
    public void The_undamaged_files_are_read() =>
        Assert.All(Files, file => AssertSame(IndependentReader.Read(file), SafeTensorsFile.Load(file)));

    private static StateDictionary? TryLoad(byte[] file, bool seekable)
    {
        Stream stream = seekable ? new MemoryStream(file) : new DribblingStream(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return StateDictionary.Load(stream);
        }
        catch (InvalidDataException e)
        {
            Assert.Matches("^The file cannot be read, at byte [0-9]+: .", e.Message);
            return null;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        }
    }

    private static void AssertSame(IndependentReader.Contents? expected, StateDictionary actual)
    {
        Assert.NotNull(expected);
        Assert.Equal(expected.Tensors.Keys, actual.Names);
        Assert.Equal(expected.Metadata, actual.Metadata);
        foreach ((string name, IndependentReader.Tensor tensor) in expected.Tensors)
        {
            Assert.Equal(tensor.Type, actual.Tensor(name).TypeName);
            Assert.Equal(tensor.Shape, actual.Tensor(name).Shape);
            Assert.Equal(tensor.Data, actual.Tensor(name).RawBytes());
        }
    }

    private static byte[][] MakeFiles()
    {
        var layer = new StateDictionary();
        layer.SetMetadata("format", "pt");
        layer.Set("bn.weight", StateTensor.Create<float>([1, 2, 3], 3));
        layer.Set("bn.running_var", StateTensor.Create<double>([1, 2, 3], 1, 3, 1, 1));
        layer.Set("bn.num_batches_tracked", StateTensor.Create([5L]));
        var bytes = new StateDictionary();
        foreach (DataType type in Enum.GetValues<DataType>().Where(type => type is not (DataType.Bool or DataType.Other)))
        {
            bytes.Set($"名{type}", StateTensor.Create<byte>([1, 2]).ConvertTo(type));
        }

        bytes.Set("empty", StateTensor.Create<float>([], 3, 0));
        return
        [
            SafeTensorsFile.Save(layer),
            SafeTensorsFile.Save(bytes),
            SafeTensorsFile.Save(new StateDictionary()),
            SafeTensorsFile.Of("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]},"c":{"dtype":"BOOL","shape":[],"data_offsets":[4,5]}}""", 1, 2, 3, 4, 5),
            SafeTensorsFile.Of("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"__metadata__":{"k":"v","\u00e9":"\ud83d\ude00"}}""", 1, 2, 3, 4),
        ];
    }
}
