namespace BatchNormGen.KernelListing;

/// <summary>One layer of each declaration, and the positions of a sample that it is called with.</summary>
public static class ListedLayers
{
    /// <summary>Several groups and a part of one.</summary>
    private const int FreePositions = 1100;

    public static IReadOnlyList<(INormalizationLayer<float> Layer, int Positions)> Singles { get; } =
    [
        (new Row1(), 1), (new Row3(), 1), (new Row11(), 1), (new Row24(), 1), (new Row64(), 1), (new Row100(), 1), (new Row127(), 1), (new Row191(), 1), (new Row192(), 1), (new Row256(), 1), (new Row991(), 1), (new Row1000(), 1),
        (new Plane1x127(), 127), (new Plane7x7(), 49), (new Plane14x14(), 196), (new Plane28x28(), 784), (new Plane56x56(), 3136), (new PlaneOfAny(), FreePositions),
        (new Layer64(), 1), (new Layer100(), 1), (new Layer768(), 1), (new Layer5000(), 1), (new Rms1024(), 1), (new Groups28x28(), 784), (new InstancesOfAny(), FreePositions), (new Relu28x28(), 784),
    ];

    public static IReadOnlyList<(INormalizationLayer<double> Layer, int Positions)> Doubles { get; } =
    [
        (new DoubleRow1(), 1), (new DoubleRow3(), 1), (new DoubleRow24(), 1), (new DoubleRow64(), 1), (new DoubleRow100(), 1), (new DoubleRow127(), 1), (new DoubleRow256(), 1), (new DoubleRow991(), 1), (new DoubleRow1000(), 1),
        (new DoublePlane1x127(), 127), (new DoublePlane7x7(), 49), (new DoublePlane14x14(), 196), (new DoublePlane28x28(), 784), (new DoublePlane56x56(), 3136), (new DoublePlaneOfAny(), FreePositions),
        (new DoubleLayer768(), 1),
    ];

    /// <summary>All kernels of all layers, as <c>Layer.Kernel</c>.</summary>
    public static IEnumerable<string> Kernels => ((IEnumerable<object>)[.. Singles.Select(item => item.Layer), .. Doubles.Select(item => item.Layer)])
        .Select(layer => layer.GetType().Name).SelectMany(name => KernelsOf(name).Select(kernel => $"{name}.{kernel}"));

    private static string[] KernelsOf(string layer) => layer switch
    {
        nameof(Layer5000) => ["Moments", "Apply", "GradientSums", "GradientApply", "ParameterSums"],
        nameof(Layer64) or nameof(Layer100) or nameof(Layer768) or nameof(DoubleLayer768) => ["Moments", "Estimates", "Apply", "GradientSums", "GradientApply", "ParameterSums"],
        nameof(Rms1024) => ["MeanSquares", "Apply", "GradientSums", "GradientApply", "ParameterSums"],
        nameof(Relu28x28) => ["Moments", "Apply", "GradientSums", "GradientApply", "InferenceGradient"],
        _ => ["Moments", "Apply", "GradientSums", "GradientApply"],
    };
}
