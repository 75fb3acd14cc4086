using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Execution;

[Collection(nameof(Alone))]
public sealed class ConcurrencyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Layers => [nameof(Row33), nameof(Plane17), nameof(Last33), nameof(Fixed7x7), nameof(UntrackedRow), nameof(UntrackedPlane), nameof(UntrackedLast)];

    [Theory, MemberData(nameof(Layers))]
    public void Any_number_of_threads_may_predict_with_one_layer(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape[] shapes = [BigShape(layer.Declaration), layer.Declaration.ShapeOf(3, 10)];
        float[][] inputs = [.. shapes.Select((shape, i) => Samples.Normal<float>(i, shape))];
        layer.Call(Direction.ForwardTraining, inputs[1], default, new float[inputs[1].Length], shapes[1]);
        float[][] expected = [.. inputs.Select(input => new float[input.Length])];
        for (int i = 0; i < shapes.Length; i++)
        {
            layer.Call(Direction.ForwardInference, inputs[i], default, expected[i], shapes[i]);
        }

        LayerState before = LayerState.Of(layer);
        RunOnThreads(8, thread =>
        {
            for (int round = 0; round < 6; round++)
            {
                int i = (thread + round) % 2;
                float[] y = new float[inputs[i].Length];
                layer.Call(Direction.ForwardInference, inputs[i], default, y, shapes[i]);
                Bits.AssertSame<float>(expected[i], y, name);
            }
        });
        LayerState.Of(layer).AssertSameAs(before);
    }

    [Theory, InlineData(nameof(Row33)), InlineData(nameof(Row64)), InlineData(nameof(Plane17)), InlineData(nameof(Last33)), InlineData(nameof(Fixed7x7))]
    public void Any_number_of_threads_may_predict_with_one_frozen_layer_while_the_layer_trains(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape[] shapes = [BigShape(layer.Declaration), layer.Declaration.ShapeOf(3, 10)];
        float[][] inputs = [.. shapes.Select((shape, i) => Samples.Normal<float>(i, shape))];
        Train();
        var frozen = new FrozenUnderTest<float>(layer);
        float[][] expected = [.. inputs.Select(input => new float[input.Length])];
        for (int i = 0; i < shapes.Length; i++)
        {
            layer.Call(Direction.ForwardInference, inputs[i], default, expected[i], shapes[i]);
        }

        RunOnThreads(8, thread =>
        {
            for (int round = 0; round < 6; round++)
            {
                if (thread == 0)
                {
                    Train();
                    continue;
                }

                int i = (thread + round) % 2;
                float[] y = new float[inputs[i].Length];
                frozen.Forward(inputs[i], y, shapes[i]);
                Bits.AssertSame<float>(expected[i], y, name);
            }
        });

        void Train() => layer.Call(Direction.ForwardTraining, inputs[1], default, new float[inputs[1].Length], shapes[1]);
    }

    [Theory, MemberData(nameof(Layers))]
    public void Layers_train_side_by_side(string name)
    {
        TensorShape shape = BigShape(LayerDeclaration.Of(LayerTypes.Named(name)));
        float[] x = Samples.Normal<float>(1, shape);
        float[] dy = Samples.Normal<float>(2, shape);
        LayerUnderTest<float> alone = LayerTypes.Single(name);
        float[] expected = new float[x.Length];
        Train(alone, expected);

        RunOnThreads(6, _ =>
        {
            LayerUnderTest<float> layer = LayerTypes.Single(name);
            float[] dx = new float[x.Length];
            Train(layer, dx);
            Bits.AssertSame<float>(expected, dx, name);
            LayerState.Of(layer).AssertSameAs(LayerState.Of(alone));
        });

        void Train(LayerUnderTest<float> layer, float[] dx)
        {
            layer.Call(Direction.ForwardTraining, x, default, dx, shape);
            layer.Call(Direction.Backward, x, dy, dx, shape);
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Threads_that_train_one_layer_get_its_bits_or_an_exception(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        layer.Layer.MaxDegreeOfParallelism = 1;
        TensorShape shape = BigShape(layer.Declaration);
        const int Threads = 4;
        using var start = new Barrier(Threads);
        int trained = 0;

        RunOnThreads(Threads, thread =>
        {
            // Each has a batch of its own, so that statistics of another would show.
            float[] x = Samples.Normal<float>(thread, shape, mean: thread);
            float[] y = new float[x.Length];
            float[] expected = new float[x.Length];
            LayerTypes.Single(name).Call(Direction.ForwardTraining, x, default, expected, shape);
            start.SignalAndWait();
            for (int round = 0; round < 50; round++)
            {
                try
                {
                    layer.Call(Direction.ForwardTraining, x, default, y, shape);
                }
                catch (InvalidOperationException inUse)
                {
                    Assert.Contains("another thread is training this layer", inUse.Message, StringComparison.Ordinal);
                    continue;
                }

                Interlocked.Increment(ref trained);
                Bits.AssertSame<float>(expected, y, name);
            }
        });

        if (layer.Declaration.TrackMovingStatistics)
        {
            Assert.Equal(trained, layer.Moving.BatchesTracked);
        }
    }

    [Fact]
    public void Calls_from_every_thread_of_a_small_pool_finish()
    {
        ThreadPool.GetMinThreads(out int minWorkers, out int minPorts);
        ThreadPool.GetMaxThreads(out int maxWorkers, out int maxPorts);
        ThreadPool.GetAvailableThreads(out int freeWorkers, out _);
        // The test host holds some pool threads, perhaps this very one.
        int busy = maxWorkers - freeWorkers;
        int workers = Environment.ProcessorCount;
        var failures = new Exception?[4 * workers];
        var done = new CountdownEvent(failures.Length);
        try
        {
            // No thread is left to help, and none will be added.
            Assert.True(ThreadPool.SetMinThreads(1, minPorts));
            Assert.True(ThreadPool.SetMaxThreads(busy + workers, maxPorts));
            for (int task = 0; task < failures.Length; task++)
            {
                int mine = task;
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    failures[mine] = Record.Exception(TrainOnce);
                    done.Signal();
                });
            }

            Assert.True(done.Wait(Patience), "calls from pool threads wait for pool threads");
            Assert.All(failures, Assert.Null);
        }
        finally
        {
            ThreadPool.SetMaxThreads(maxWorkers, maxPorts);
            ThreadPool.SetMinThreads(minWorkers, minPorts);
        }

        static void TrainOnce()
        {
            LayerUnderTest<float> layer = LayerTypes.Single(nameof(Plane17));
            layer.Layer.MaxDegreeOfParallelism = 8;
            TensorShape shape = BigShape(layer.Declaration);
            float[] x = Samples.Normal<float>(1, shape);
            float[] y = new float[x.Length];
            layer.Call(Direction.ForwardTraining, x, default, y, shape);
            layer.Call(Direction.Backward, x, x, y, shape);
            layer.Call(Direction.ForwardInference, x, default, y, shape);
        }
    }

    /// <summary>Large enough for a call to use several threads.</summary>
    private static TensorShape BigShape(LayerDeclaration declaration)
    {
        int positions = declaration.NumDims == 2 ? 1 : declaration.Spatial.Length > 0 ? declaration.ShapeOf(1, 1).PositionCount : 1200;
        return declaration.ShapeOf((350_000 / declaration.NumFeatures / positions) + 1, positions);
    }

    /// <summary>Runs a body on threads of its own and passes on what it throws.</summary>
    private static void RunOnThreads(int count, Action<int> body)
    {
        var failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => failures[i] = Record.Exception(() => body(i))))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => Assert.True(thread.Join(Patience), "a call does not return"));
        Assert.All(failures, Assert.Null);
    }
}
