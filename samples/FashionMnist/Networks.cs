using FashionMnist.Training;

namespace FashionMnist;

/// <summary>The networks as they start. The same options give both the same weights.</summary>
internal static class Networks
{
    public static LeNet New(Options options)
    {
        var network = new LeNet { MaxDegreeOfParallelism = options.Threads };
        InitialWeights.Draw(network, options.Seed);
        return network;
    }

    public static PlainLeNet NewPlain(Options options)
    {
        var network = new PlainLeNet { MaxDegreeOfParallelism = options.Threads };
        InitialWeights.Draw(network, options.Seed);
        return network;
    }
}
