using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class TooFewValuesTests
{
    public static TheoryData<string> Varied => [.. LayerTypes.Varied];

    /// <summary>The layers that one sample can give one value a channel.</summary>
    public static TheoryData<string> OneValueLayers => [.. LayerTypes.Varied.Where(name => OneValue(LayerTypes.Single(name).Declaration).Length == LayerTypes.Single(name).Declaration.NumFeatures)];

    [Theory, MemberData(nameof(OneValueLayers))]
    public void Training_on_one_value_per_channel_is_rejected_with_a_way_out(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = OneValue(layer.Declaration);
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            float[] x = Samples.Normal<float>(1, shape);
            float[] y = new float[x.Length];

            ArgumentException exception = layer.AssertRejects<ArgumentException>(y, () => layer.Call(entry, Direction.ForwardTraining, x, default, y, shape));

            exception.AssertSays(layer);
            Assert.Contains("one value", exception.Message, StringComparison.Ordinal);
            Assert.Contains("ForwardInference", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Training_on_no_samples_is_rejected_with_a_way_out(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(0, 6);
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            ArgumentException exception = layer.AssertRejects<ArgumentException>([], () => layer.Call(entry, Direction.ForwardTraining, new float[0], default, new float[0], shape));

            exception.AssertSays(layer);
            Assert.Contains("empty", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(nameof(Plane3))]
    [InlineData(nameof(Last5))]
    [InlineData(nameof(FreeLine))]
    [InlineData(nameof(FreeVolume))]
    public void Training_on_no_positions_is_rejected(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.Shape(4, new int[layer.Declaration.NumDims - 2]);
        foreach (Entry entry in (Entry[])[Entry.Interface, Entry.Spans, Entry.Tensors])
        {
            ArgumentException exception = layer.AssertRejects<ArgumentException>([], () => layer.Call(entry, Direction.ForwardTraining, new float[0], default, new float[0], shape));
            exception.AssertSays(layer);
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Two_values_per_channel_are_enough(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape shape = layer.Declaration.NumDims == 2 ? layer.Declaration.Shape(2) : OneValue(layer.Declaration) with { BatchSize = 2 };
        float[] x = Samples.Normal<float>(1, shape);
        float[] y = new float[x.Length];

        layer.Call(Direction.ForwardTraining, x, default, y, shape);

        Tolerance.Of<float>().AssertChannels<float>(new ReferenceLayer(layer.Declaration).ForwardTraining(Samples.Widen<float>(x), shape), y, shape, "y");
    }

    private static TensorShape OneValue(LayerDeclaration declaration)
    {
        int[] ones = new int[declaration.NumDims - 2];
        Array.Fill(ones, 1);
        return declaration.Shape(1, ones);
    }
}
