using BatchNormGen.Benchmarks.ModelComparison;
using BatchNormGen.Benchmarks.Peers.Torch;

namespace BatchNormGen.Benchmarks.Peers.Models;

/// <summary>libtorch through TorchSharp, built in with -p:Torch=true: eagerly, as PyTorch runs without being compiled.</summary>
internal sealed class TorchModelPeer : IModelPeer
{
    private readonly TorchPeer _library = new();

    public string Name => _library.Name;

    public string Version => _library.Version;

    public string? Absence => _library.Absence;

    public IEnumerable<IPreparedModel> Prepare(ModelData data, int threads) =>
#if TORCH
        [new TorchModel(data, threads)];
#else
        [];
#endif
}
