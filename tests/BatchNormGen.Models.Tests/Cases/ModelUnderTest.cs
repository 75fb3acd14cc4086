using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests.Cases;

/// <summary>A model with numbers that none of its layers leaves unused, and a reference with the same numbers.</summary>
internal sealed class ModelUnderTest
{
    public ModelUnderTest(ModelCase model, int seed = 1)
    {
        Case = model;
        Model = model.Create();
        Reference = model.CreateReference();
        Fill(seed);
        Synchronize();
    }

    public ModelCase Case { get; }

    public IModel<float> Model { get; }

    public ReferenceNetwork Reference { get; }

    /// <summary>The fewest samples that it can be trained on.</summary>
    public int LeastBatch => Reference.BatchNorms.Any(static layer => layer.Input.Positions == 1 && !layer.Name.StartsWith("unused", StringComparison.Ordinal)) ? 2 : 1;

    /// <summary>Gives the reference the model's numbers as they are now.</summary>
    public void Synchronize() => Synchronize(Reference);

    /// <summary>A reference with the same numbers, every layer of which errs as much as rounding may.</summary>
    public ReferenceNetwork DisturbedReference()
    {
        ReferenceNetwork disturbed = Case.CreateReference();
        Synchronize(disturbed);
        disturbed.AddNoise(seed: 3);
        return disturbed;
    }

    private void Synchronize(ReferenceNetwork reference)
    {
        Assert.Equal(reference.Parameters.Select(static parameter => parameter.Value.Length), Model.Parameters.Select(static parameter => parameter.Value.Length));
        for (int i = 0; i < Model.Parameters.Count; i++)
        {
            Widen(Model.Parameters[i].Value).CopyTo(reference.Parameters[i].Value, 0);
            Widen(Model.Parameters[i].Gradient).CopyTo(reference.Parameters[i].Gradient, 0);
        }

        foreach (ReferenceNormalization layer in reference.BatchNorms)
        {
            Widen(Model.Normalization(layer.Name).MovingMean).CopyTo(layer.MovingMean, 0);
            Widen(Model.Normalization(layer.Name).MovingVariance).CopyTo(layer.MovingVariance, 0);
        }
    }

    public static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    /// <summary>All numbers that predictions depend on: the parameters, and what was measured.</summary>
    public IEnumerable<float[]> State() =>
    [
        .. Model.Parameters.Select(static parameter => parameter.Value.ToArray()),
        .. Reference.BatchNorms.SelectMany(layer => new[] { Model.Normalization(layer.Name).MovingMean.ToArray(), Model.Normalization(layer.Name).MovingVariance.ToArray() }),
    ];

    private void Fill(int seed)
    {
        Model.Initialize(seed);
        int next = 100 * seed;
        foreach (Parameter<float> parameter in Model.Parameters.Where(static parameter => parameter.Kind != ParameterKind.Weight))
        {
            Numbers.Shake(parameter.Value, 0.5, next++);
        }

        foreach (ReferenceNormalization layer in Reference.BatchNorms)
        {
            Numbers.Shake(Model.Normalization(layer.Name).MovingMean, 0.5, next++);
            Numbers.Shake(Model.Normalization(layer.Name).MovingVariance, 0.5, next++);
        }
    }
}
