using System.ComponentModel;
using BatchNormGen.Execution.Models;
using BatchNormGen.State.Models;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <summary>What an instance of a model holds, and what its generated members call. The generated class that derives from it knows the layers and their order.</summary>
/// <remarks>See <see cref="Models.IModel{T}"/> for what the methods do and throw.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe partial class ModelCore
{
    private readonly List<Parameter<float>> _parameters = [];
    private readonly List<ProductCore> _products = [];
    private readonly List<BatchNormCore<float>> _batchNorms = [];
    private readonly List<LayerCore<float>> _normalizations = [];
    private readonly List<ModelPart> _parts = [];
    private readonly Dictionary<LayerCore<float>, string> _names = [];
    private readonly PackedNumbers _packed;
    private int _maxDegreeOfParallelism = WorkPartition.Unlimited;
    private TrainingMark _mark;

    /// <summary>Makes a model without layers.</summary>
    /// <param name="settings">What was planned.</param>
    protected ModelCore(ModelSettings settings)
    {
        Settings = settings;
        Scratches = new(() => new AlignedMemory(settings.ScratchLength));
        _packed = new(this);
    }

    /// <summary>What was planned.</summary>
    public ModelSettings Settings { get; }

    /// <summary>The learned parameters, in the order of the definition.</summary>
    public IReadOnlyList<Parameter<float>> Parameters => _parameters;

    /// <summary>The number of learned values.</summary>
    public long ParameterCount => _parameters.Sum(static parameter => (long)parameter.Value.Length);

    /// <summary>The largest number of threads; −1 for the machine's processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get => _maxDegreeOfParallelism;
        set
        {
            if (value is not (WorkPartition.Unlimited or > 0))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"{Settings.Name}: expected MaxDegreeOfParallelism to be -1 (the machine's processors) or at least 1, got {value}.");
            }

            _maxDegreeOfParallelism = value;
            _normalizations.ForEach(layer => layer.MaxDegreeOfParallelism = value);
        }
    }

    /// <summary>The convolutions and dense layers, in the order of the definition.</summary>
    internal List<ProductCore> Products => _products;

    /// <summary>Memory for copies of samples with their padding, one for each thread at work.</summary>
    internal SlotPool<AlignedMemory> Scratches { get; }

    /// <summary>Brings the numbers of layers into the form in which predictions take them.</summary>
    /// <param name="call">Says where they are written.</param>
    protected abstract void Pack(in ModelCall call);

    /// <summary>Computes a prediction.</summary>
    /// <param name="call">Its batch.</param>
    protected abstract void Predict(in ModelCall call);

    /// <summary>Computes a batch in training.</summary>
    /// <param name="call">The batch.</param>
    protected abstract void Train(in ModelCall call);

    /// <summary>Computes the gradients of the last training call.</summary>
    /// <param name="call">The batch; its output is the gradient of the loss.</param>
    protected abstract void Backpropagate(in ModelCall call);

    /// <summary>Makes a model of the same kind.</summary>
    /// <returns>A new model.</returns>
    protected abstract ModelCore New();

    /// <summary>Adds a convolution or a dense layer.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="name">Its name.</param>
    /// <param name="weight">The name of its weights in files.</param>
    /// <param name="weightShape">Their extents.</param>
    /// <param name="bias">The name of its bias in files; null in a layer without.</param>
    /// <returns>The layer.</returns>
    protected ProductCore AddProduct(ProductShape shape, ProductKernels kernels, string name, string weight, ReadOnlySpan<int> weightShape, string? bias)
    {
        ProductCore product = new(
            name, shape, kernels, new(weight, ParameterKind.Weight, weightShape), bias is null ? null : new Parameter<float>(bias, ParameterKind.Bias, [shape.Outputs]));
        _products.Add(product);
        _parts.Add(new ModelPart(name, new WeightsPart(product, $"{Settings.Name}, '{name}'", Settings.Preset)));
        _parameters.Add(product.Weight);
        if (product.Bias is not null)
        {
            _parameters.Add(product.Bias);
        }

        return product;
    }

    /// <summary>Adds a normalization.</summary>
    /// <typeparam name="TCore">Its kind.</typeparam>
    /// <param name="core">The normalization.</param>
    /// <param name="name">Its name.</param>
    /// <param name="gamma">The name of its gamma in files.</param>
    /// <param name="beta">The name of its beta in files.</param>
    /// <param name="parameters">Receives what users see of it.</param>
    /// <param name="mapPositions">The positions of the maps that its features were before they were flattened; otherwise 1.</param>
    /// <returns>The normalization.</returns>
    protected TCore AddNormalization<TCore>(TCore core, string name, string gamma, string beta, out Models.NormalizationParameters<float> parameters, int mapPositions = 1)
        where TCore : LayerCore<float>
    {
        parameters = new(core, gamma, beta);
        _normalizations.Add(core);
        _parts.Add(new ModelPart(name, new NormalizationPart(core, Settings.Preset, mapPositions)));
        _names.Add(core, name);
        if (core is BatchNormCore<float> batchNorm)
        {
            _batchNorms.Add(batchNorm);
        }

        _parameters.AddRange(new[] { parameters.Gamma, parameters.Beta }.OfType<Parameter<float>>());
        return core;
    }

    /// <summary>Adds a layer of the user's own.</summary>
    /// <typeparam name="TLayer">Its type.</typeparam>
    /// <param name="inputShape">The shape of one sample that comes in.</param>
    /// <param name="outputShape">The shape of one sample that goes out.</param>
    /// <param name="name">The layer's name.</param>
    /// <returns>The layer.</returns>
    protected TLayer AddOwn<TLayer>(ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape, string name)
        where TLayer : Models.ILayer<float, TLayer>
    {
        TLayer layer = inputShape.SequenceEqual(outputShape) ? TLayer.Create(inputShape) : TLayer.Create(inputShape, outputShape);
        _parts.Add(new ModelPart(name, layer));
        _parameters.AddRange(layer.Parameters.Select(parameter => parameter.Renamed(name + WeightNames.SeparatorOf(Settings.Preset) + parameter.Name)));
        return layer;
    }

    internal void PackInto(AlignedMemory memory) => Pack(new(this, 0, MaxDegreeOfParallelism, null, null, null, memory.Pointer));

    private void BeginChange(string operation) => _mark.Take(Settings.Name, operation);

    private void EndChange() => _mark.Release();
}
