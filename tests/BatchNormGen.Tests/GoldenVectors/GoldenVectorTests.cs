using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.GoldenVectors;

public sealed class GoldenVectorTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    public static TheoryData<string, Entry> CasesByEntry
    {
        get
        {
            var data = new TheoryData<string, Entry>();
            foreach ((string name, Type type) in GoldenLayers.All)
            {
                foreach (Entry entry in Calls.EntriesOf(LayerDeclaration.Of(type)))
                {
                    data.Add(name, entry);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(CasesByEntry))]
    public void Every_entry_gives_the_reference_numbers(string name, Entry entry) => Replay(name, entry, inPlace: false, threads: -1);

    [Theory, MemberData(nameof(CasesByEntry))]
    public void Every_entry_gives_them_in_place(string name, Entry entry) => Replay(name, entry, inPlace: true, threads: -1);

    [Theory, MemberData(nameof(Cases))]
    public void Any_number_of_threads_gives_them(string name)
    {
        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            Replay(name, Entry.Interface, inPlace: false, threads);
            Replay(name, Entry.Spans, inPlace: true, threads);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_reference_evaluation_agrees_with_them(string name)
    {
        GoldenCase golden = GoldenCase.Load(name);
        LayerDeclaration declaration = LayerDeclaration.Of(GoldenLayers.All[name]);
        ReferenceLayer reference = golden.Reference(declaration);
        Tolerance tolerance = ToleranceOf(declaration);
        foreach (GoldenStep step in golden.Steps.Select(step => golden.WithBetaInConstantChannels(step, declaration.Layout)))
        {
            TensorShape shape = step.Shape(declaration.Layout);
            tolerance.AssertChannels<double>(step.Y, reference.ForwardTraining(step.X, shape), shape, "y");
            tolerance.AssertChannels<double>(step.Dx!, reference.Backward(step.X, step.Dy!, shape), shape, "dx");
        }

        TensorShape last = golden.Inference.Shape(declaration.Layout);
        tolerance.AssertChannels<double>(golden.Inference.Y, reference.ForwardInference(golden.Inference.X, last), last, "inference y");
    }

    private static Tolerance ToleranceOf(LayerDeclaration declaration) =>
        declaration.ElementType == typeof(float) ? Tolerance.Of<float>() : Tolerance.Of<double>();

    private static void Replay(string name, Entry entry, bool inPlace, int threads) =>
        Replay(GoldenLayers.All[name], name, entry, inPlace, threads);

    /// <summary>Trains a layer on the file's steps and predicts with it: all that comes of it must be the file's numbers.</summary>
    internal static void Replay(Type type, string name, Entry entry, bool inPlace, int threads)
    {
        LayerDeclaration declaration = LayerDeclaration.Of(type);
        GoldenCase golden = GoldenCase.LoadFor(declaration, name);
        if (declaration.ElementType == typeof(float))
        {
            Replay(new LayerUnderTest<float>(type), golden, entry, inPlace, threads);
        }
        else
        {
            Replay(new LayerUnderTest<double>(type), golden, entry, inPlace, threads);
        }
    }

    private static void Replay<T>(LayerUnderTest<T> layer, GoldenCase golden, Entry entry, bool inPlace, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        layer.Layer.MaxDegreeOfParallelism = threads;
        Samples.Narrow<T>(golden.Gamma).CopyTo(layer.Gamma is { } gamma ? gamma.Value : default);
        Samples.Narrow<T>(golden.Beta).CopyTo(layer.Beta is { } beta ? beta.Value : default);

        Tolerance tolerance = Tolerance.Of<T>();
        foreach (GoldenStep step in golden.Steps)
        {
            TensorShape shape = step.Shape(layer.Declaration.Layout);
            T[] x = Samples.Narrow<T>(step.X);
            T[] dy = Samples.Narrow<T>(step.Dy);
            T[] y = inPlace ? [.. x] : new T[x.Length];
            T[] dx = inPlace ? dy : new T[x.Length];

            layer.Call(entry, Direction.ForwardTraining, inPlace ? y : x, default, y, shape);
            tolerance.AssertChannels<T>(step.Y, y, shape, "y");
            AssertMovingStatistics(layer, step, shape);

            foreach (Parameter<T> parameter in layer.Layer.Parameters)
            {
                parameter.ZeroGradient();
            }

            layer.Call(entry, Direction.Backward, x, dy, dx, shape);
            tolerance.AssertChannels<T>(step.Dx, dx, shape, "dx");
            AssertParameterGradients(layer, step, shape);
        }

        GoldenStep last = golden.Inference;
        TensorShape lastShape = last.Shape(layer.Declaration.Layout);
        T[] input = Samples.Narrow<T>(last.X);
        T[] output = inPlace ? input : new T[input.Length];
        layer.Call(entry, Direction.ForwardInference, input, default, output, lastShape);
        tolerance.AssertChannels<T>(last.Y, output, lastShape, "inference y");
    }

    private static void AssertMovingStatistics<T>(LayerUnderTest<T> layer, GoldenStep step, TensorShape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (step.MovingMean is null)
        {
            Assert.False(layer.Declaration.TrackMovingStatistics);
            return;
        }

        // A mean near zero is as uncertain as its terms are large; a variance is judged by itself.
        Tolerance.Of<T>().AssertPerChannel<T>(step.MovingMean, layer.Moving.MovingMean, c => Largest(step.X, c, shape), "moving mean");
        Tolerance.Of<T>().AssertPerChannel<T>(step.MovingVariance, layer.Moving.MovingVariance, c => step.MovingVariance![c], "moving variance");
    }

    private static void AssertParameterGradients<T>(LayerUnderTest<T> layer, GoldenStep step, TensorShape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Sums near zero are as uncertain as the sum of their terms' magnitudes; |x̂| is about 1.
        if (step.GammaGradient is not null)
        {
            Tolerance.Of<T>().AssertPerChannel<T>(step.GammaGradient, layer.Gamma!.Gradient, c => SumOfMagnitudes(step.Dy!, c, shape), "dgamma");
        }

        if (step.BetaGradient is not null)
        {
            Tolerance.Of<T>().AssertPerChannel<T>(step.BetaGradient, layer.Beta!.Gradient, c => SumOfMagnitudes(step.Dy!, c, shape), "dbeta");
        }
    }

    private static double Largest(double[] values, int channel, TensorShape shape) => shape.IndicesOf(channel).Max(i => Math.Abs(values[i]));

    private static double SumOfMagnitudes(double[] values, int channel, TensorShape shape) => shape.IndicesOf(channel).Sum(i => Math.Abs(values[i]));
}
