using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>
/// Sums of products are within 1e-6 of the sum of the sizes of their terms, each by itself: outputs, gradients of inputs, of weights and of biases. That is for terms of both signs;
/// of equal ones all roundings may go one way, and the bound is that of docs/numerics.md.
/// </summary>
public sealed class ProductErrorTests
{
    private const double Bound = 1e-6;

    /// <summary>Models of one convolution or dense layer.</summary>
    public static TheoryData<string> Products => [.. ModelCase.All.Where(static model => model.CreateReference().IsOneProduct).Select(static model => model.Name)];

    [Fact]
    public void There_are_products_to_test() => Assert.InRange(Products.Count, 40, 100);

    [Theory, MemberData(nameof(Products))]
    public void Errors_are_bounded_by_the_terms(string name)
    {
        foreach (int samples in (int[])[1, 3, 33])
        {
            ModelUnderTest test = new(ModelCase.Named(name));
            IModel<float> model = test.Model;
            float[] x = Numbers.Batch(samples * model.InputLength, seed: 5), dy = Numbers.Batch(samples * model.OutputLength, seed: 6);
            float[] y = new float[dy.Length], dx = new float[x.Length];
            model.ForwardTraining(x, y, samples);
            model.Backward(x, dy, dx, samples);
            (double[] terms, double[] gradientTerms, ReferenceNetwork sizes) = Terms(test.Case, test.Reference, x, dy, samples);
            string what = $"{name}, batch of {samples}";

            double[] expected = test.Reference.Forward(ModelUnderTest.Widen(x), samples, isTraining: true);
            Closeness.AssertWithin(expected, y, i => Bound * terms[i], $"{what}: y in training");
            Closeness.AssertWithin(test.Reference.Backward(ModelUnderTest.Widen(dy)), dx, i => Bound * gradientTerms[i], $"{what}: dx");
            for (int i = 0; i < model.Parameters.Count; i++)
            {
                double[] sum = sizes.Parameters[i].Gradient;
                Closeness.AssertWithin(test.Reference.Parameters[i].Gradient, model.Parameters[i].Gradient, k => Bound * sum[k], $"{what}: gradient of {model.Parameters[i].Name}");
            }

            model.ForwardInference(x, y, samples);
            Closeness.AssertWithin(expected, y, i => Bound * terms[i], $"{what}: y in prediction");
        }
    }

    /// <summary>700 terms are two blocks of 350.</summary>
    [Fact]
    public void Equal_terms_are_within_the_worst_case()
    {
        const double WorstCase = (350 + 2) / (double)(1 << 24);
        DenseOfMany model = new();
        model.Dense.Bias!.Value.Clear();
        float[] x = new float[700], y = new float[17];
        double largest = 0;
        for (int i = 0; i < 200; i++)
        {
            Array.Fill(x, 1 + (i * 0.0049f));
            for (int output = 0; output < y.Length; output++)
            {
                model.Dense.Weight.Value.Slice(output * 700, 700).Fill(1 + (output * 0.0571f));
            }

            model.ForwardInference(x, y);
            for (int output = 0; output < y.Length; output++)
            {
                double sum = 700 * (double)x[0] * model.Dense.Weight.Value[output * 700];
                largest = Math.Max(largest, Math.Abs(y[output] - sum) / sum);
            }
        }

        // Not below 1e-6: docs/numerics.md says so.
        Assert.InRange(largest, 2e-6, WorstCase);
    }

    /// <summary>The sums of the sizes of all terms: the same network of the sizes of all numbers.</summary>
    private static (double[] Y, double[] Dx, ReferenceNetwork Network) Terms(ModelCase model, ReferenceNetwork reference, float[] x, float[] dy, int samples)
    {
        ReferenceNetwork sizes = model.CreateReference();
        foreach ((ReferenceParameter size, ReferenceParameter number) in sizes.Parameters.Zip(reference.Parameters))
        {
            number.Value.Select(Math.Abs).ToArray().CopyTo(size.Value, 0);
        }

        double[] y = sizes.Forward([.. x.Select(value => Math.Abs((double)value))], samples, isTraining: true);
        return (y, sizes.Backward([.. dy.Select(value => Math.Abs((double)value))]), sizes);
    }
}
