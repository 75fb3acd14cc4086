namespace BatchNormGen.Models.Tests.Reference;

/// <summary>A network in float64: layers one after the other, each whole over the batch, and back by the chain rule. It shares no code with what it is compared with.</summary>
internal sealed class ReferenceNetwork
{
    private readonly List<(ReferenceLayer? Layer, int[] Inputs)> _nodes = [(null, [])];
    private int _output;
    private double[][] _values = [];
    private int _samples;
    private Random? _noise;

    private ReferenceNetwork(Framework preset) => Preset = preset;

    public Framework Preset { get; }

    /// <summary>What is learned, in the order of the definition.</summary>
    public IReadOnlyList<ReferenceParameter> Parameters => [.. Layers.SelectMany(static layer => layer.Parameters)];

    public IReadOnlyList<ReferenceNormalization> BatchNorms => [.. Layers.OfType<ReferenceNormalization>().Where(static layer => layer.IsBatchNorm)];

    public IReadOnlyList<ReferenceDropout> Dropouts => [.. Layers.OfType<ReferenceDropout>()];

    private IEnumerable<ReferenceLayer> Layers => _nodes.Select(static node => node.Layer).OfType<ReferenceLayer>();

    /// <summary>Whether there is nothing but one convolution or dense layer.</summary>
    public bool IsOneProduct => Layers.Where(static layer => layer is not ReferenceReshape).ToArray() is [ReferenceConvolution];

    private HashSet<int> Needed { get; } = [];

    /// <summary>The network of a definition.</summary>
    public static ReferenceNetwork Of(ReferenceShape input, Framework preset, Func<Flow, Flow> define)
    {
        ReferenceNetwork network = new(preset);
        network._output = define(new(network, 0, input)).Number;
        network.Need(network._output);
        return network;
    }

    /// <summary>Disturbs what every layer writes, forward and back, by up to 1e-6 of its largest number: as much as rounding may. What then comes out tells how far rounding may lead.</summary>
    public void AddNoise(int seed) => _noise = new(seed);

    public double[] Forward(double[] x, int samples, bool isTraining)
    {
        _samples = samples;
        _values = new double[_nodes.Count][];
        _values[0] = x;
        foreach (int node in Needed.Order())
        {
            _values[node] = Disturbed(_nodes[node].Layer!.Forward(InputsOf(node), samples, isTraining));
        }

        return _values[_output];
    }

    /// <summary>The gradient of the input of the last call in training; those of the parameters are added to.</summary>
    public double[] Backward(double[] dy)
    {
        double[][] gradients = [.. _values.Select(static values => new double[values?.Length ?? 0])];
        Add(gradients[_output], dy);
        foreach (int node in Needed.OrderDescending())
        {
            double[][] parts = _nodes[node].Layer!.Backward(InputsOf(node), gradients[node], _samples);
            for (int input = 0; input < parts.Length; input++)
            {
                Add(gradients[_nodes[node].Inputs[input]], Disturbed(parts[input]));
            }
        }

        return gradients[0];
    }

    /// <summary>Sets the moving statistics to those of a data set: each layer's input is known as soon as those before it are exact.</summary>
    public void MeasurePopulation(double[] x, int samples)
    {
        _values = new double[_nodes.Count][];
        _values[0] = x;
        foreach (int node in Needed.Order())
        {
            if (_nodes[node].Layer is ReferenceNormalization { IsBatchNorm: true } layer)
            {
                layer.SetPopulation(InputsOf(node)[0], samples);
            }

            _values[node] = _nodes[node].Layer!.Forward(InputsOf(node), samples, isTraining: false);
        }
    }

    internal int Add(ReferenceLayer layer, params int[] inputs)
    {
        _nodes.Add((layer, inputs));
        return _nodes.Count - 1;
    }

    private static void Add(double[] sums, double[] values)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }

    private double[] Disturbed(double[] values)
    {
        double size = _noise is null || values.Length == 0 ? 0 : 1e-6 * values.Max(Math.Abs);
        return _noise is null ? values : [.. values.Select(value => value + (size * ((2 * _noise.NextDouble()) - 1)))];
    }

    /// <summary>Layers that nothing uses are not computed.</summary>
    private void Need(int node)
    {
        if (node > 0 && Needed.Add(node))
        {
            Array.ForEach(_nodes[node].Inputs, Need);
        }
    }

    private double[][] InputsOf(int node) => [.. _nodes[node].Inputs.Select(input => _values[input])];
}
