using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Exact statistics of a data set.</summary>
public sealed class PopulationTests
{
    private const int Samples = 40;

    public static TheoryData<string> Normalized => [.. ModelCase.All.Where(static model => model.CreateReference().BatchNorms.Count > 0).Select(static model => model.Name)];

    [Theory, MemberData(nameof(Normalized))]
    public void Statistics_are_those_of_the_reference_level_by_level(string name)
    {
        ModelUnderTest test = new(ModelCase.Named(name));
        ReferenceNetwork disturbed = test.DisturbedReference();
        float[] x = Numbers.Batch(Samples * test.Model.InputLength, seed: 5);
        test.Reference.MeasurePopulation(ModelUnderTest.Widen(x), Samples);
        disturbed.MeasurePopulation(ModelUnderTest.Widen(x), Samples);
        float[][] parameters = [.. test.Model.Parameters.Select(static parameter => parameter.Value.ToArray())];
        test.Model.Measure(Batches(x, test.Model.InputLength, 7, 1, 0, 30, 2));
        Assert.Equal(parameters, test.Model.Parameters.Select(static parameter => parameter.Value.ToArray()));
        foreach ((ReferenceNormalization expected, ReferenceNormalization unrest) in test.Reference.BatchNorms.Zip(disturbed.BatchNorms).Where(static layer => !layer.First.Name.StartsWith("unused", StringComparison.Ordinal)))
        {
            NormalizationParameters<float> actual = test.Model.Normalization(expected.Name);
            Closeness.AssertClose(expected.MovingMean, unrest.MovingMean, actual.MovingMean, $"{name}: mean of {expected.Name}");
            Closeness.AssertClose(expected.MovingVariance, unrest.MovingVariance, actual.MovingVariance, $"{name}: variance of {expected.Name}");
        }
    }

    [Fact]
    public void Data_is_enumerated_once_for_each_level()
    {
        SmallResNet model = new();
        float[] x = Numbers.Batch(6 * 507, seed: 5);
        int enumerations = 0;
        model.MeasurePopulation(Counted());

        // bn1, layer1.0.bn1, bn2, layer2.0.bn1 and beside it the shortcut's, and bn2.
        Assert.Equal(5, enumerations);

        IEnumerable<ReadOnlyMemory<float>> Counted()
        {
            enumerations++;
            yield return x.AsMemory(0, 2 * 507);
            yield return x.AsMemory(2 * 507);
        }
    }

    [Fact]
    public void Own_layers_predict_while_data_is_measured()
    {
        Paused model = new();
        int training = 0, predictions = 0;
        model.Pause.InTraining = () => training++;
        model.Pause.InPrediction = () => predictions++;
        model.MeasurePopulation([Numbers.Batch(60, seed: 1)]);
        Assert.Equal((0, 2), (training, predictions));
    }

    [Fact]
    public void What_goes_wrong_changes_nothing()
    {
        ModelUnderTest test = new(ModelCase.Named("SmallResNet"));
        SmallResNet model = (SmallResNet)test.Model;
        float[] x = Numbers.Batch(8 * 507, seed: 5), bad = [.. x];
        bad[5 * 507] = float.NaN;
        AssertFails<ArithmeticException>([x, bad], "bn1");
        AssertFails<ArgumentException>([x, x.AsMemory(1)], "expected the length of x to be a multiple of 507");
        AssertFails<ArgumentException>([], "empty");
        AssertFails<ArgumentException>([Array.Empty<float>()], "empty");
        AssertFails<ArgumentNullException>(null!, "batches");
        AssertFails<InvalidDataException>(Failing(), "no more data");
        int enumeration = 0;
        AssertFails<InvalidOperationException>(Shrinking(), "the data set had 8 samples when it was enumerated first, and 7 now");

        void AssertFails<TException>(IEnumerable<ReadOnlyMemory<float>> batches, string message)
            where TException : Exception
        {
            float[][] before = [.. test.State()];
            Assert.Contains(message, Assert.Throws<TException>(() => model.MeasurePopulation(batches)).Message, StringComparison.Ordinal);
            Assert.Equal(before, test.State());
            Assert.Equal(0, model.Bn1.BatchesTracked);
        }

        IEnumerable<ReadOnlyMemory<float>> Failing()
        {
            yield return x;
            throw new InvalidDataException("no more data");
        }

        IEnumerable<ReadOnlyMemory<float>> Shrinking()
        {
            enumeration++;
            yield return x.AsMemory(0, (enumeration < 3 ? 8 : 7) * 507);
        }
    }

    [Fact]
    public void A_model_can_be_trained_afterwards()
    {
        SmallLeNet model = new(), other = new();
        float[] x = Numbers.Batch(450, seed: 1), y = new float[20], expected = new float[20];
        other.ForwardTraining(x, expected);
        model.MeasurePopulation([x]);
        Assert.Throws<InvalidOperationException>(() => model.Backward(x, y, []));
        model.ForwardTraining(x, y);
        model.Backward(x, y, []);
        Assert.Equal(expected, y);
    }

    /// <summary>A batch in parts of so many samples.</summary>
    private static List<ReadOnlyMemory<float>> Batches(float[] x, int length, params int[] sizes)
    {
        List<ReadOnlyMemory<float>> batches = [];
        int first = 0;
        foreach (int size in sizes)
        {
            batches.Add(x.AsMemory(first * length, size * length));
            first += size;
        }

        return batches;
    }
}
