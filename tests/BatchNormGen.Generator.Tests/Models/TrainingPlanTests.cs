using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>What training keeps, and how gradients go back.</summary>
public class TrainingPlanTests
{
    [Theory]
    [InlineData(nameof(ModelSources.LeNet))]
    [InlineData(nameof(ModelSources.Mlp))]
    [InlineData(nameof(ModelSources.ResNet18))]
    [InlineData(nameof(ModelSources.MobileNet))]
    [InlineData(nameof(ModelSources.Everything))]
    public async Task Plans_are_sound(string name) => AssertSound(await ModelRun.GraphOf(ModelSources.All[name]));

    [Theory]
    [InlineData("x")]
    [InlineData("x + x")]
    [InlineData("x.Relu() + x.Tanh() + x")]
    [InlineData("(x.BatchNorm(\"b\") + x).Relu()")]
    [InlineData("x.Dense(\"a\", 8) + x.Dense(\"b\", 8) + x.Dense(\"c\", 8)")]
    [InlineData("x.Dense(\"a\", 8).Dropout(0.5).Softmax().Relu()")]
    public async Task Plans_of_sums_are_sound(string definition) =>
        AssertSound(await ModelRun.GraphOf($"[Model(8)] partial class Net {{ static Features Define(Features x) => {definition}; }}"));

    /// <summary>A gradient that two steps add to is written by the one that comes last forward, and added to by the other.</summary>
    [Fact]
    public async Task Gradients_of_what_is_used_twice_are_added()
    {
        TrainingPlan plan = ModelPlanner.Plan(await ModelRun.GraphOf("[Model(8)] partial class Net { static Features Define(Features x) => x.Dense(\"a\", 8).Relu() + x.Tanh(); }")).Training;
        InputGradient[] all = [.. plan.Gradients.SelectMany(static step => step.Inputs)];
        Assert.Equal(5, all.Length);
        InputGradient added = Assert.Single(all, static gradient => gradient.SumOffset is not null);
        Assert.Equal(plan.InputOffset, added.SumOffset);
        Assert.NotEqual(added.Offset, added.SumOffset);
    }

    private static void AssertSound(ModelGraph definition)
    {
        ModelPlan plan = ModelPlanner.Plan(definition);
        (TrainingPlan training, ModelGraph graph) = (plan.Training, plan.Graph);

        // Everything that is kept has memory of its own.
        (long Start, long End)[] kept = [.. Enumerable.Range(0, training.Steps.Count).Where(IsComputed).Select(step => Range(training.Kept[step].Offset, training.Steps[step].Output))];
        Assert.All(kept, range => Assert.InRange(range.End, 0, training.KeptLength));
        Assert.All(kept, range => Assert.Single(kept, other => range.Start < other.End && other.Start < range.End));

        // The gradients that are waiting, by where they lie.
        List<(long Start, long End)> waiting = [Range(training.ArrivingOffset, graph.Output)];
        for (int step = training.Steps.Count - 1; step >= 0; step--)
        {
            if (!IsComputed(step))
            {
                continue;
            }

            (long Start, long End) arriving = Range(training.Gradients[step].Arriving, training.Steps[step].Output);
            Assert.Contains(arriving, waiting);
            List<(long Start, long End)> parts = [];
            for (int i = 0; i < training.Steps[step].Inputs.Count; i++)
            {
                InputGradient input = training.Gradients[step].Inputs[i];
                (long Start, long End) written = Range(input.Offset, training.Steps[step].Inputs[i]);
                Assert.DoesNotContain(waiting.Concat(parts), other => written.Start < other.End && other.Start < written.End);
                Assert.InRange(written.End, 0, training.GradientLength);
                if (input.SumOffset is { } sum)
                {
                    Assert.Contains(Range(sum, training.Steps[step].Inputs[i]), waiting);
                    parts.Add(written);
                }
                else
                {
                    waiting.Add(written);
                }
            }

            Assert.True(waiting.Remove(arriving));
        }

        Assert.Equal(training.InputOffset is { } offset ? [Range(offset, 0)] : [], waiting);

        bool IsComputed(int step) => graph.Nodes[training.Steps[step].Output].Operation is not FlattenOperation;

        (long Start, long End) Range(long start, int node) => (start, start + graph.Nodes[node].Shape.Length);
    }
}
