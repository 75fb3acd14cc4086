using System.Numerics;
using BatchNormGen;
using BatchNormGen.KernelListing;

// Calls every direction of every layer, with results in the caches and past them, so that the JIT compiles all of their kernels, and lists
// them where its environment variables tell it to. Prints the names of the layers.
const int StreamedBytes = 1 << 20;
const int FreePositions = 100;
AppContext.SetData("BatchNormGen.StreamingThreshold", StreamedBytes);

(INormalizationLayer<float> Layer, int Positions)[] singles =
[
    (new Row1(), 1), (new Row3(), 1), (new Row24(), 1), (new Row64(), 1), (new Row100(), 1), (new Row127(), 1), (new Row256(), 1), (new Row991(), 1), (new Row1000(), 1),
    (new Plane1x127(), 127), (new Plane7x7(), 49), (new Plane14x14(), 196), (new Plane28x28(), 784), (new Plane56x56(), 3136), (new PlaneOfAny(), FreePositions),
];
(INormalizationLayer<double> Layer, int Positions)[] doubles =
[
    (new DoubleRow1(), 1), (new DoubleRow3(), 1), (new DoubleRow24(), 1), (new DoubleRow64(), 1), (new DoubleRow100(), 1), (new DoubleRow127(), 1), (new DoubleRow256(), 1), (new DoubleRow991(), 1), (new DoubleRow1000(), 1),
    (new DoublePlane1x127(), 127), (new DoublePlane7x7(), 49), (new DoublePlane14x14(), 196), (new DoublePlane28x28(), 784), (new DoublePlane56x56(), 3136), (new DoublePlaneOfAny(), FreePositions),
];
foreach ((INormalizationLayer<float> layer, int positions) in singles)
{
    Run(layer, positions, sizeof(float));
}

foreach ((INormalizationLayer<double> layer, int positions) in doubles)
{
    Run(layer, positions, sizeof(double));
}

static void Run<T>(INormalizationLayer<T> layer, int positions, int size)
    where T : unmanaged, INumber<T>
{
    layer.MaxDegreeOfParallelism = 1;
    int sample = layer.NumFeatures * positions;
    foreach (int samples in (int[])[32 * 1024 / size / sample + 2, (StreamedBytes / size / sample) + 1])
    {
        var x = new T[samples * sample];
        var y = new T[x.Length];
        layer.ForwardTraining(x, y, samples);
        layer.Backward(x, x, y, samples);
        layer.ForwardInference(x, y, samples);
        layer.BackwardInference(x, x, y, samples);
    }

    Console.WriteLine(layer.GetType().Name);
}
