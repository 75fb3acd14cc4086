using BatchNormGen.Benchmarks.Data;
#if TORCH
using BatchNormGen.Benchmarks.Shapes;
#endif

namespace BatchNormGen.Benchmarks.Peers.Torch;

/// <summary>
/// libtorch through TorchSharp, built in with -p:Torch=true. Its operations allocate their results: what that takes belongs to them.
/// </summary>
internal sealed class TorchPeer : IPeer
{
    public TorchPeer()
    {
#if TORCH
        try
        {
            Version = TorchLayer.Load();
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or NotSupportedException)
        {
            // Its native library wants the libstdc++ of GCC 13; where that is older, it needs a shim that adds the missing symbol.
            Absence = $"its library does not load: {exception.GetBaseException().Message.Split('\n')[0].Trim()}";
        }
#else
        Absence = "not built in (-p:Torch=true)";
#endif
    }

    public string Name => "libtorch";

    public string Version { get; } = "";

    public string? Absence { get; }

    public IPreparedLayer? Prepare(BatchData data, int threads) =>
#if TORCH
        data.Normalization == Normalization.BatchNorm ? new TorchLayer(data, threads) : null;
#else
        null;
#endif
}
