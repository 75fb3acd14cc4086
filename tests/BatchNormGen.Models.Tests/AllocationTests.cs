using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Tests.Execution;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>No call of a batch size that has been seen allocates, whatever the model.</summary>
[Collection(nameof(Alone)), Trait("Coverage", "off")]
public sealed class AllocationTests
{
    [Theory]
    [InlineData("SmallResNet"), InlineData("SmallMobileNet"), InlineData("SmallLeNet"), InlineData("Perceptron"), InlineData("SoftmaxInTheMiddle")]
    [InlineData("OwnLayerOfAnotherShape"), InlineData("LayerNormWithSum"), InlineData("GroupNormWithSum"), InlineData("MaxPool3"), InlineData("DropoutOfNothing")]
    [InlineData("ElevenGroups"), InlineData("Kernel3OfManyProducts"), InlineData("DenseOfManyProducts")]
    public void Warm_calls_allocate_nothing(string name)
    {
        IModel<float> model = new ModelUnderTest(ModelCase.Named(name)).Model;
        const int Samples = 9;
        float[] x = Numbers.Batch(Samples * model.InputLength, seed: 5), dx = new float[x.Length], y = new float[Samples * model.OutputLength], dy = Numbers.Batch(y.Length, seed: 6);
        foreach (int threads in (int[])[1, 2])
        {
            model.MaxDegreeOfParallelism = threads;
            ModelMembers.ForwardCall frozen = model.Frozen(fold: true).Forward;
            AllocationCounter.AssertAllocatesNothing(threads, () =>
            {
                model.ForwardTraining(x, y, Samples);
                model.Backward(x, dy, dx, Samples);
                model.Backward(x, dy, [], Samples);
                model.ZeroGradients();
                model.ForwardInference(x, y, Samples);
                model.ForwardInference(x.AsSpan(0, model.InputLength), y.AsSpan(0, model.OutputLength), 1);
                frozen(x, y, Samples);
                frozen(x.AsSpan(0, model.InputLength), y.AsSpan(0, model.OutputLength), 1);
            });
        }
    }
}
