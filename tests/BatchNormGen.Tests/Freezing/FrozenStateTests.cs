using System.Runtime.CompilerServices;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using BatchNormGen.Tests.Semantics;
using Xunit;

namespace BatchNormGen.Tests.Freezing;

/// <summary>What is frozen shares nothing with its layer, and never changes.</summary>
public sealed class FrozenStateTests
{
    public static TheoryData<string> Layers => [nameof(Row5), nameof(Row64), nameof(WiderRow), nameof(Plane3), nameof(Last33), nameof(Fixed7x7), nameof(PlainRow), nameof(PlainPlane), nameof(CumulativeRow)];

    [Theory, MemberData(nameof(Layers))]
    public void Nothing_that_happens_to_the_layer_changes_it(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = Samples.Normal<float>(4, shape);
        float[] y = new float[x.Length];
        float[] expected = new float[x.Length];
        layer.Call(Direction.ForwardInference, x, default, expected, shape);
        var frozen = new FrozenUnderTest<float>(layer);

        foreach (Action change in (Action[])
        [
            () => layer.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape),
            () => layer.Call(Direction.Backward, x, x, new float[x.Length], shape),
            () => layer.Moving.MovingMean.Fill(3),
            () => layer.Moving.MovingVariance.Fill(5),
            () => layer.Gamma?.Value.Fill(7),
            () => layer.Beta?.Value.Fill(9),
            () => layer.Layer.MaxDegreeOfParallelism = 3,
            () => layer.Layer.ResetParameters(),
            () => layer.Moving.ResetMovingStatistics(),
        ])
        {
            change();
            frozen.Forward(x, y, shape);
            Bits.AssertSame<float>(expected, y, name);
        }

        layer.Call(Direction.ForwardInference, x, default, y, shape);
        Assert.NotEqual(expected, y);
    }

    [Theory, MemberData(nameof(Layers))]
    public void Freezing_and_predicting_change_nothing_in_the_layer(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = Samples.Normal<float>(4, shape);

        new FrozenUnderTest<float>(layer).Forward(x, x, shape);

        LayerState.Of(layer).AssertSameAs(before);
    }

    [Fact]
    public void Each_freezing_keeps_its_moment()
    {
        var layer = new Row3();
        Row3.Frozen first = layer.Freeze();
        layer.Beta.Value.Fill(2);
        Row3.Frozen second = layer.Freeze();
        float[] x = [0, 0, 0];
        float[] y = new float[3];

        first.Forward(x, y);
        Assert.Equal([0f, 0f, 0f], y);
        second.Forward(x, y);
        Assert.Equal([2f, 2f, 2f], y);
    }

    [Theory, InlineData(-1), InlineData(1), InlineData(3)]
    public void The_number_of_threads_is_that_of_the_layer_when_it_was_frozen(int threads)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(nameof(Plane3));
        layer.Layer.MaxDegreeOfParallelism = threads;
        var frozen = new FrozenUnderTest<float>(layer);
        layer.Layer.MaxDegreeOfParallelism = 7;

        Assert.Equal(threads, frozen.MaxDegreeOfParallelism);
    }

    [Fact]
    public void It_has_no_member_that_could_change_it()
    {
        foreach (Type type in (Type[])[typeof(Row64.Frozen), typeof(Plane3.Frozen)])
        {
            Assert.True(type.IsSealed && type.IsNestedPublic);
            Assert.All(type.GetProperties(), property => Assert.False(property.CanWrite));
            Assert.Empty(type.GetFields());
            Assert.Empty(type.GetConstructors());
        }
    }

    [Fact]
    public void The_layer_may_be_collected_while_it_lives()
    {
        float[] x = [1, 2, 3, 4, 5];
        float[] expected = new float[5];
        (WeakReference layer, Row5.Frozen frozen) = FreezeAndForget(x, expected);
        for (int attempt = 0; attempt < 10 && layer.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(layer.IsAlive, "what is frozen keeps its layer");
        float[] y = new float[5];
        frozen.Forward(x, y);
        Bits.AssertSame<float>(expected, y, "after collection");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Layer, Row5.Frozen Frozen) FreezeAndForget(float[] x, float[] expected)
    {
        var layer = new Row5();
        Samples.Parameters(3, layer.Parameters);
        layer.ForwardInference(x, expected);
        return (new WeakReference(layer), layer.Freeze());
    }
}
