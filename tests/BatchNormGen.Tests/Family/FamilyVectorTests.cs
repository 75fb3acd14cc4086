using System.Text.Json;
using BatchNormGen.Tests.GoldenVectors;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>The reference vectors of all kinds but plain batch normalization, whose are in <see cref="GoldenVectorTests"/>.</summary>
public sealed class FamilyVectorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Family");

    public static TheoryData<string> Files => [.. FileNames()];

    [Fact]
    public void Every_file_has_one_layer_type_and_every_such_type_a_file()
    {
        Assert.Equal(18, FileNames().Count());
        Assert.Equal(FileNames(), FamilyTypes.Vectors.Keys);
    }

    [Theory, MemberData(nameof(Files))]
    public void The_declaration_says_what_the_file_says(string file)
    {
        NormalizationAttribute declaration = new FamilyLayer<float>(FamilyTypes.Vectors[file]).Declaration;
        JsonElement layer = Load(file).GetProperty("layer");

        Assert.Equal(layer.GetProperty("kind").GetString() + "Attribute", declaration.GetType().Name);
        Assert.Equal(layer.GetProperty("epsilon").GetDouble(), declaration.Epsilon);
        Assert.Equal(Text(layer, "activation", "none"), ActivationText(declaration));
        Assert.Equal(layer.TryGetProperty("residual", out JsonElement residual) && residual.GetBoolean(), declaration.Residual);
        switch (declaration)
        {
            case RowNormalizationAttribute rows:
                Assert.Equal(layer.GetProperty("normalizedShape").EnumerateArray().Select(extent => extent.GetInt32()), rows.NormalizedShape);
                break;
            case GroupNormAttribute groups:
                Assert.Equal(layer.GetProperty("numGroups").GetInt32(), groups.NumGroups);
                Assert.Equal(layer.GetProperty("numFeatures").GetInt32(), groups.NumFeatures);
                break;
            case BatchNormAttribute batches:
                Assert.Equal(layer.GetProperty("numFeatures").GetInt32(), batches.NumFeatures);
                Assert.Equal(layer.GetProperty("numDims").GetInt32(), batches.NumDims);
                Assert.Equal(layer.GetProperty("momentum").GetDouble(), batches.Momentum);
                Assert.Equal(Text(layer, "runningVariance", "biased"), batches.MovingVariance == VarianceEstimator.Biased ? "biased" : "unbiased");
                break;
            default:
                Assert.Equal(layer.GetProperty("numFeatures").GetInt32(), ((InstanceNormAttribute)declaration).NumFeatures);
                break;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Layers_give_the_reference_numbers(string file)
    {
        foreach (int threads in (int[])[1, 2, -1])
        {
            Replay(file, threads, inPlace: false);
            Replay(file, threads, inPlace: true);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void The_reference_evaluation_agrees_with_them(string file)
    {
        JsonElement root = Load(file);
        var layer = new FamilyLayer<float>(FamilyTypes.Vectors[file]);
        SetParameters(layer, root);
        foreach (GoldenStep step in root.GetProperty("steps").EnumerateArray().Select(GoldenStep.Read))
        {
            FamilyBatch<float> batch = BatchOf(layer, step);
            FamilyReference reference = FamilyReference.Of(layer, batch);
            AssertClose(reference.Y, step.Y, ScaleOf(step.Y, layer, batch.Shape), "y");
            AssertClose(reference.Dx, step.Dx!, ScaleOf(step.Dx!, layer, batch.Shape), "dx");
        }

        static void AssertClose(double[] expected, double[] actual, double[] scale, string what) =>
            Tolerance.Of<float>().AssertPerChannel<double>(expected, actual, i => scale[i], what);
    }

    private static void Replay(string file, int threads, bool inPlace)
    {
        JsonElement root = Load(file);
        var layer = new FamilyLayer<float>(FamilyTypes.Vectors[file]);
        layer.Layer.MaxDegreeOfParallelism = threads;
        SetParameters(layer, root);
        foreach (GoldenStep step in root.GetProperty("steps").EnumerateArray().Select(GoldenStep.Read))
        {
            FamilyBatch<float> batch = BatchOf(layer, step);
            float[] y = inPlace ? [.. batch.X] : new float[batch.X.Length];
            layer.Call(Direction.ForwardTraining, inPlace ? y : batch.X, batch.Residual, default, y, default, batch.Shape.BatchSize);
            AssertClose(step.Y, y, layer, batch.Shape, "y");
            AssertMovingStatistics(layer, step, batch.Shape);

            layer.ZeroGradients();
            float[] dx = inPlace ? [.. batch.Dy] : new float[batch.X.Length];
            float[] dresidual = layer.HasResidual ? new float[batch.X.Length] : [];
            layer.Call(Direction.Backward, batch.X, batch.Residual, inPlace ? dx : batch.Dy, dx, dresidual, batch.Shape.BatchSize);
            AssertClose(step.Dx!, dx, layer, batch.Shape, "dx");
            AssertClose(step.ResidualGradient ?? [], dresidual, layer, batch.Shape, "dresidual");

            // Sums near zero are as uncertain as the sum of their terms' magnitudes; |x̂| is about 1.
            double[] magnitudes = new double[batch.Shape.Channels];
            Array.ForEach([.. Enumerable.Range(0, batch.X.Length)], i => magnitudes[batch.Shape.ChannelOf(i)] += Math.Abs(step.Dy![i]));
            AssertSums(step.GammaGradient, layer.Gamma, "dgamma");
            AssertSums(step.BetaGradient, layer.Beta, "dbeta");

            void AssertSums(double[]? expected, Parameter<float>? parameter, string what) =>
                Tolerance.Of<float>().AssertPerChannel<float>(expected, parameter is null ? default : parameter.Gradient, c => magnitudes[c], what);
        }

        if (root.TryGetProperty("inference", out JsonElement inference))
        {
            GoldenStep step = GoldenStep.Read(inference);
            FamilyBatch<float> batch = BatchOf(layer, step);
            AssertClose(step.Y, layer.Output(Direction.ForwardInference, batch, out _), layer, batch.Shape, "inference y");
        }
    }

    private static void AssertClose(double[] expected, float[] actual, FamilyLayer<float> layer, TensorShape shape, string what)
    {
        double[] scale = ScaleOf(expected, layer, shape);
        Tolerance.Of<float>().AssertPerChannel<float>(expected, actual, i => scale[i], what);
    }

    /// <summary>For each value the largest one that is normalized together with it.</summary>
    private static double[] ScaleOf(double[] values, FamilyLayer<float> layer, TensorShape shape)
    {
        var scale = new double[values.Length];
        foreach (int[] together in values.Length == 0 ? [] : Grouping.Of(layer.Declaration, shape))
        {
            double largest = together.Max(i => Math.Abs(values[i]));
            Array.ForEach(together, i => scale[i] = largest);
        }

        return scale;
    }

    private static void AssertMovingStatistics(FamilyLayer<float> layer, GoldenStep step, TensorShape shape)
    {
        if (step.MovingMean is null)
        {
            Assert.Null(layer.Moving);
            return;
        }

        Tolerance.Of<float>().AssertPerChannel<float>(
            step.MovingMean, layer.Moving!.MovingMean, c => shape.IndicesOf(c).Max(i => Math.Abs(step.X[i])), "moving mean");
        Tolerance.Of<float>().AssertPerChannel<float>(step.MovingVariance, layer.Moving.MovingVariance, c => step.MovingVariance![c], "moving variance");
    }

    private static FamilyBatch<float> BatchOf(FamilyLayer<float> layer, GoldenStep step)
    {
        TensorShape shape = layer.Declaration is ChannelNormalizationAttribute channels
            ? step.Shape(channels.Layout)
            : layer.Shape(step.X.Length / layer.Layer.NumFeatures);
        return new(shape, Samples.Narrow<float>(step.X), Samples.Narrow<float>(step.Residual), Samples.Narrow<float>(step.Dy));
    }

    private static void SetParameters(FamilyLayer<float> layer, JsonElement root)
    {
        Samples.Narrow<float>(GoldenStep.Numbers(root, "gamma")).CopyTo(layer.Gamma!.Value);
        Samples.Narrow<float>(GoldenStep.Numbers(root, "beta")).CopyTo(layer.Beta is { } beta ? beta.Value : default);
    }

    private static IEnumerable<string> FileNames() =>
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static JsonElement Load(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file + ".json")));
        return document.RootElement.Clone();
    }

    private static string Text(JsonElement layer, string property, string absent) =>
        layer.TryGetProperty(property, out JsonElement value) ? value.GetString()! : absent;

    /// <summary>The name as the files write it: with the slope, where there is one.</summary>
    private static string ActivationText(NormalizationAttribute declaration)
    {
        string name = JsonNamingPolicy.CamelCase.ConvertName(declaration.Activation.ToString());
        return declaration.Activation == Activation.LeakyRelu ? FormattableString.Invariant($"{name}{declaration.ActivationSlope}") : name;
    }
}
