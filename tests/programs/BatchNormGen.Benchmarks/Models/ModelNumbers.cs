using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>The numbers of a model, by their keys in PyTorch's files.</summary>
internal sealed class ModelNumbers
{
    /// <summary>PyTorch's.</summary>
    public const float Epsilon = 1e-5f;

    private const string GammaWord = ".weight";

    private readonly Dictionary<string, Parameter<float>> _parameters;
    private readonly Dictionary<string, NormalizationParameters<float>> _normalizations;

    public ModelNumbers(IModel<float> model)
    {
        _parameters = model.Parameters.ToDictionary(static parameter => parameter.Name);

        // A model has a property for each layer.
        _normalizations = model.GetType().GetProperties()
            .Where(static property => property.PropertyType == typeof(NormalizationParameters<float>))
            .Select(property => (NormalizationParameters<float>)property.GetValue(model)!)
            .ToDictionary(static layer => layer.Gamma!.Name[..^GammaWord.Length]);
    }

    public Parameter<float> this[string key] => _parameters[key];

    /// <summary>Null where the layer has none.</summary>
    public Parameter<float>? BiasOf(string layer) => _parameters.GetValueOrDefault($"{layer}.bias");

    public NormalizationParameters<float> Normalization(string layer) => _normalizations[layer];

    /// <summary>A model as if it had been trained: no scale is 1 and no shift 0, and the moving statistics are those of a batch like the ones that <see cref="Batch"/> gives.</summary>
    public static IModel<float> Randomize(IModel<float> model, int samples)
    {
        const int Seed = 1;
        model.Initialize(Seed);
        var random = new Random(Seed);
        foreach (Parameter<float> parameter in model.Parameters.Where(static parameter => parameter.Kind != ParameterKind.Weight))
        {
            foreach (ref float value in parameter.Value)
            {
                value += (float)(random.NextDouble() - 0.5);
            }
        }

        ICollection<NormalizationParameters<float>> normalizations = new ModelNumbers(model)._normalizations.Values;
        double[] momenta = [.. normalizations.Select(static layer => layer.Momentum)];
        foreach (NormalizationParameters<float> layer in normalizations)
        {
            layer.Momentum = 1;
        }

        model.ForwardTraining(Batch(model.InputLength * samples, Seed), new float[model.OutputLength * samples], samples);
        foreach ((NormalizationParameters<float> layer, double momentum) in normalizations.Zip(momenta))
        {
            layer.Momentum = momentum;
        }

        return model;
    }

    /// <summary>Numbers around 0, mostly within ±2, the same in every run.</summary>
    public static float[] Batch(int length, int seed)
    {
        var random = new Random(seed);
        float[] values = new float[length];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * 1.7);
        }

        return values;
    }
}
