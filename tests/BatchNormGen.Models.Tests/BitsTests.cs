using System.Globalization;
using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Tests;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>The same bits with any number of threads, with vectors of any width, and in batches of any size.</summary>
[Trait("Coverage", "off")]
public sealed class BitsTests
{
    private static readonly Lazy<string[]> Here = new(() => [.. Digests.All()]);

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        foreach (int samples in (int[])[1, 33])
        {
            IReadOnlyList<(string Name, float[] Values)> expected = ModelRun.Results(new(ModelCase.Named(name)), samples, threads: 1);
            foreach (int threads in (int[])[2, 3, 8])
            {
                foreach (((string what, float[] values), (_, float[] actual)) in expected.Zip(ModelRun.Results(new(ModelCase.Named(name)), samples, threads)))
                {
                    Closeness.AssertSameBits(values, actual, $"{name}, {threads} threads, batch of {samples}: {what}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void A_batch_is_predicted_as_its_samples_one_by_one(string name)
    {
        const int Samples = 40;
        IModel<float> model = new ModelUnderTest(ModelCase.Named(name)).Model;
        float[] x = Numbers.Batch(Samples * model.InputLength, seed: 8), y = new float[Samples * model.OutputLength], one = new float[model.OutputLength];
        model.ForwardInference(x, y, Samples);
        for (int sample = 0; sample < Samples; sample++)
        {
            model.ForwardInference(x.AsSpan(sample * model.InputLength, model.InputLength), one, 1);
            Closeness.AssertSameBits(one, y.AsSpan(sample * model.OutputLength, model.OutputLength), $"{name}, sample {sample}");
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void The_width_of_the_vectors_changes_no_bit(string disabled, int bits)
    {
        string[] lines = ChildProgram.Run(typeof(Digests), [(disabled, "0")]);
        int used = int.Parse(lines[0], CultureInfo.InvariantCulture);
        Assert.True(used <= bits, $"vectors of {used} bits in spite of {disabled}=0");
        Assert.InRange(lines.Length, 100, 1000);
        Assert.Equal(Here.Value, lines[1..]);
    }
}
