namespace BatchNormGen.Models.Tests.Reference;

/// <summary>A network in float64: layers one after the other, each whole over the batch, and back by the chain rule. It shares no code with what it is compared with.</summary>
internal sealed class ReferenceNetwork
{
    private readonly List<(ReferenceLayer? Layer, int[] Inputs)> _nodes = [(null, [])];
    private int _output;
    private double[][] _values = [];
    private int _samples;

    private ReferenceNetwork(Framework preset) => Preset = preset;

    public Framework Preset { get; }

    /// <summary>What is learned, in the order of the definition.</summary>
    public IReadOnlyList<ReferenceParameter> Parameters => [.. Layers.SelectMany(static layer => layer.Parameters)];

    public IReadOnlyList<ReferenceNormalization> BatchNorms => [.. Layers.OfType<ReferenceNormalization>().Where(static layer => layer.IsBatchNorm)];

    public IReadOnlyList<ReferenceDropout> Dropouts => [.. Layers.OfType<ReferenceDropout>()];

    private IEnumerable<ReferenceLayer> Layers => _nodes.Select(static node => node.Layer).OfType<ReferenceLayer>();

    /// <summary>The network of a definition.</summary>
    public static ReferenceNetwork Of(ReferenceShape input, Framework preset, Func<Flow, Flow> define)
    {
        ReferenceNetwork network = new(preset);
        network._output = define(new(network, 0, input)).Number;
        return network;
    }

    public double[] Forward(double[] x, int samples, bool isTraining)
    {
        _samples = samples;
        _values = new double[_nodes.Count][];
        _values[0] = x;
        for (int node = 1; node < _nodes.Count; node++)
        {
            _values[node] = _nodes[node].Layer!.Forward(InputsOf(node), samples, isTraining);
        }

        return _values[_output];
    }

    /// <summary>The gradient of the input of the last call in training; those of the parameters are added to.</summary>
    public double[] Backward(double[] dy)
    {
        double[][] gradients = [.. _values.Select(static values => new double[values.Length])];
        Add(gradients[_output], dy);
        for (int node = _nodes.Count - 1; node > 0; node--)
        {
            double[][] parts = _nodes[node].Layer!.Backward(InputsOf(node), gradients[node], _samples);
            for (int input = 0; input < parts.Length; input++)
            {
                Add(gradients[_nodes[node].Inputs[input]], parts[input]);
            }
        }

        return gradients[0];
    }

    /// <summary>Sets the moving statistics to those of a data set: each layer's input is known as soon as those before it are exact.</summary>
    public void MeasurePopulation(double[] x, int samples)
    {
        _values = new double[_nodes.Count][];
        _values[0] = x;
        for (int node = 1; node < _nodes.Count; node++)
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

    private double[][] InputsOf(int node) => [.. _nodes[node].Inputs.Select(input => _values[input])];
}
