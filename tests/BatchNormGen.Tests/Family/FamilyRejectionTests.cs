using System.Reflection;
using BatchNormGen.CompilerServices;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Calls that do not fit: an exception that names layer and parameter, and nothing written.</summary>
public sealed class FamilyRejectionTests
{
    private static readonly Direction[] Backwards = [Direction.Backward, Direction.BackwardInference];

    public static TheoryData<string> Varied => [.. FamilyTypes.Varied];

    public static TheoryData<string> WithResidual => [.. FamilyTypes.WithResidual];

    public static TheoryData<string> TrainedWithResidual => [.. FamilyTypes.WithResidual.Where(name => !FamilyTypes.Single(name).IsStateless)];

    [Theory, MemberData(nameof(Varied))]
    public void Inputs_that_are_no_whole_batch_are_rejected(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        int length = batch.X.Length;
        foreach (Direction direction in Calls.Directions)
        {
            foreach (int wrong in (int[])[length + 1, (2 * length) - 1])
            {
                // Rows of one value are whole whatever there is: they must still be samples.
                float[] x = new float[wrong], output = new float[wrong], dresidual = new float[wrong];
                AssertRejects(layer, "x", () => layer.Call(direction, x, x, x, output, layer.HasResidual ? dresidual : default, batch.Shape.BatchSize), output, dresidual);
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Tensors_of_other_lengths_than_x_are_rejected_by_name(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        int length = batch.X.Length, size = batch.Shape.BatchSize;
        foreach (Direction direction in Calls.Directions)
        {
            foreach (int other in (int[])[0, length - 1, length + 1, 2 * length])
            {
                float[] wrong = new float[other], output = new float[length], dresidual = layer.HasResidual ? new float[length] : [];
                string result = direction.OutputName();
                AssertRejects(layer, result, () => layer.Call(direction, batch.X, batch.Residual, batch.Dy, wrong, dresidual, size), wrong, dresidual);
                if (direction.IsBackward())
                {
                    AssertRejects(layer, "dy", () => layer.Call(direction, batch.X, batch.Residual, wrong, output, dresidual, size), output, dresidual);
                }

                // An empty residual, or gradient of one, may be allowed.
                if (layer.HasResidual && other > 0)
                {
                    AssertRejects(layer, "residual", () => layer.Call(direction, batch.X, wrong, batch.Dy, output, dresidual, size), output, dresidual);
                    if (direction.IsBackward())
                    {
                        AssertRejects(layer, "dresidual", () => layer.Call(direction, batch.X, batch.Residual, batch.Dy, output, wrong, size), output, wrong);
                    }
                }
                else if (layer.HasResidual && !direction.IsBackward())
                {
                    AssertRejects(layer, "residual", () => layer.Call(direction, batch.X, wrong, batch.Dy, output, dresidual, size), output, dresidual);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Batch_sizes_that_are_negative_or_do_not_fit_are_rejected(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        float[] output = new float[batch.X.Length];
        foreach (Direction direction in Calls.Directions)
        {
            foreach (int size in (int[])[-1, int.MinValue])
            {
                ArgumentException exception = AssertRejects(layer, "batchSize", () => Call(direction, size), output);
                Assert.Contains(size.ToString(System.Globalization.CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
            }

            foreach (int size in (int[])[0, 1_000_000, int.MaxValue])
            {
                AssertRejects(layer, "x", () => Call(direction, size), output);
            }
        }

        void Call(Direction direction, int size) => layer.Call(direction, batch.X, batch.Residual, batch.Dy, output, default, size);
    }

    [Theory, MemberData(nameof(Varied))]
    public void Null_arrays_are_rejected_by_name(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        float[] output = new float[batch.X.Length];
        int size = batch.Shape.BatchSize;
        foreach (Direction direction in Calls.Directions)
        {
            Assert.Contains("null array", AssertRejects(layer, "x", () => layer.Call(direction, null, null, null, null, null, size)).Message, StringComparison.Ordinal);
            AssertRejects(layer, "x", () => layer.Call(direction, null, batch.Residual, batch.Dy, output, null, size), output);
            AssertRejects(layer, direction.OutputName(), () => layer.Call(direction, batch.X, batch.Residual, batch.Dy, null, null, size));
            if (direction.IsBackward())
            {
                AssertRejects(layer, "dy", () => layer.Call(direction, batch.X, batch.Residual, null, output, null, size), output);
            }
            else if (layer.HasResidual)
            {
                AssertRejects(layer, "residual", () => layer.Call(direction, batch.X, null, null, output, null, size), output);
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Outputs_over_parts_of_inputs_are_rejected(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        int length = batch.X.Length, size = batch.Shape.BatchSize;
        foreach (int shift in ((int[])[1, length / 2, length - 1]).Distinct())
        {
            float[] memory = new float[length + shift], apart = new float[length], output = new float[length], dresidual = layer.HasResidual ? new float[length] : [];
            foreach ((int input, int result) in ((int, int)[])[(0, shift), (shift, 0)])
            {
                foreach (Direction direction in Calls.Directions)
                {
                    string parameter = direction.OutputName();
                    AssertRejects(layer, parameter, () => layer.Call(direction, At(input), apart, apart, At(result), dresidual, size), memory);
                    if (direction.IsBackward())
                    {
                        AssertRejects(layer, parameter, () => layer.Call(direction, apart, apart, At(input), At(result), dresidual, size), memory);
                    }

                    if (!layer.HasResidual)
                    {
                        continue;
                    }

                    AssertRejects(layer, parameter, () => layer.Call(direction, apart, At(input), apart, At(result), dresidual, size), memory);
                    if (direction.IsBackward())
                    {
                        AssertRejects(layer, "dresidual", () => layer.Call(direction, At(input), apart, apart, output, At(result), size), memory, output);
                        AssertRejects(layer, "dresidual", () => layer.Call(direction, apart, At(input), apart, output, At(result), size), memory, output);
                        AssertRejects(layer, "dresidual", () => layer.Call(direction, apart, apart, At(input), output, At(result), size), memory, output);
                        AssertRejects(layer, "dresidual", () => layer.Call(direction, apart, apart, apart, At(input), At(result), size), memory);
                    }
                }
            }

            Span<float> At(int first) => memory.AsSpan(first, length);
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void A_gradient_in_the_place_of_another_input_is_rejected(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        int size = batch.Shape.BatchSize;
        float[] x = [.. batch.X], residual = [.. batch.Residual], dy = [.. batch.Dy], output = new float[x.Length];
        foreach (Direction direction in Backwards)
        {
            AssertRejects(layer, "dx", () => layer.Call(direction, x, residual, dy, x, default, size), x);
            if (layer.HasResidual)
            {
                AssertRejects(layer, "dx", () => layer.Call(direction, x, residual, dy, residual, default, size), residual);
                AssertRejects(layer, "dresidual", () => layer.Call(direction, x, residual, dy, output, x, size), x, output);
                AssertRejects(layer, "dresidual", () => layer.Call(direction, x, residual, dy, output, residual, size), residual, output);
                AssertRejects(layer, "dresidual", () => layer.Call(direction, x, residual, dy, dy, dy, size), dy);
            }
        }
    }

    [Theory, MemberData(nameof(TrainedWithResidual))]
    public void With_an_activation_another_residual_than_in_training_is_rejected(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        float[] residual = [.. batch.Residual], dx = new float[residual.Length], dresidual = new float[residual.Length];
        Array.Fill(residual, 0.5f);
        void Call() => layer.Call(Direction.Backward, batch.X, residual, batch.Dy, dx, dresidual, batch.Shape.BatchSize);
        if (!layer.HasActivation)
        {
            Call();
            return;
        }

        ArgumentException exception = AssertRejects(layer, "residual", Call, dx, dresidual);
        Assert.Contains("residual is not what was added in training", exception.Message, StringComparison.Ordinal);

        // The right one is taken afterwards; predictions know of none.
        layer.Output(Direction.Backward, batch, out _);
        layer.Output(Direction.BackwardInference, batch with { Residual = residual }, out _);
    }

    [Theory, MemberData(nameof(TrainedWithResidual))]
    public void A_residual_that_was_written_over_in_training_is_rejected_with_an_activation(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        float[] residual = [.. batch.Residual], dx = new float[residual.Length];
        layer.Call(Direction.ForwardTraining, batch.X, residual, default, residual, default, batch.Shape.BatchSize);
        if (layer.HasActivation)
        {
            AssertRejects(layer, "residual", () => layer.Call(Direction.Backward, batch.X, residual, batch.Dy, dx, default, batch.Shape.BatchSize), dx);
        }

        layer.Call(Direction.Backward, batch.X, batch.Residual, batch.Dy, dx, default, batch.Shape.BatchSize);
    }

    [Theory, MemberData(nameof(Varied))]
    public void Nothing_changes_a_layer_while_a_call_changes_it(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        var state = new StateDictionary();
        layer.Layer.SaveState(state);
        float[] output = new float[batch.X.Length];
        var core = (LayerCore<float>)layer.Layer.GetType().GetField("_layer", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(layer.Layer)!;
        (string Operation, Action Change)[] changes =
        [
            ("Backward", () => Call(Direction.Backward)),
            (layer.IsStateless ? "Backward" : "BackwardInference", () => Call(Direction.BackwardInference)),
            ("LoadState", () => layer.Layer.LoadState(state)),
            ("ResetParameters", layer.Layer.ResetParameters),
            .. layer.IsStateless ? ((string, Action)[])[] : [("ForwardTraining", () => Call(Direction.ForwardTraining))],
        ];

        foreach ((string operation, Action change) in changes)
        {
            core.BeginChange("A call on another thread");
            float[][] before = layer.State();
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(change);
            Call(Direction.ForwardInference);
            if (layer.IsStateless)
            {
                Call(Direction.ForwardTraining);
            }

            Assert.Equal(before, layer.State());
            core.EndChange();
            Assert.Contains(name, exception.Message, StringComparison.Ordinal);
            Assert.Contains($"{operation} was called while another thread", exception.Message, StringComparison.Ordinal);

            // The layer is free again.
            change();
        }

        void Call(Direction direction) => layer.Call(direction, batch.X, batch.Residual, batch.Dy, output, default, batch.Shape.BatchSize);
    }

    /// <summary>The call throws, names layer and parameter, writes nothing to these outputs and changes nothing in the layer.</summary>
    private static ArgumentException AssertRejects(FamilyLayer<float> layer, string parameter, Action call, params float[][] outputs)
    {
        float[][] state = layer.State(), before = [.. outputs.Select(output => (float[])[.. output])];
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(before, outputs);
        Assert.Equal(state, layer.State());
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains(layer.Name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(parameter == "batchSize" ? "batch size" : parameter, exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
