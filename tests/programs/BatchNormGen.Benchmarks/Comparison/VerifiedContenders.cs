using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>Layers of several peers for one batch, of which only those are measured that compute what they should.</summary>
internal sealed class VerifiedContenders : IDisposable
{
    private readonly BatchData _data;
    private readonly (IPeer Peer, IPreparedLayer Layer)[] _layers;
    private readonly List<string> _faults = [];

    public VerifiedContenders(BatchData data, int threads, IEnumerable<IPeer> peers)
    {
        _data = data;
        _layers =
        [
            .. from peer in peers
               where peer.Absence is null
               let layer = peer.Prepare(data, threads)
               where layer is not null
               select (peer, layer),
        ];
    }

    /// <summary>Those that were left out, and why.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The contenders of a direction, each with its largest error.</summary>
    public IReadOnlyList<(Contender Contender, double Error)> Of(Direction direction)
    {
        List<(Contender, double)> contenders = [];
        foreach ((IPeer peer, IPreparedLayer layer) in _layers)
        {
            if (layer.Of(direction) is not { } call)
            {
                continue;
            }

            double error = ErrorOf(call, layer, direction);
            if (error <= Verification.Tolerance)
            {
                contenders.Add((new Contender(peer.Name, call), error));
            }
            else
            {
                _faults.Add($"{_data.Normalization} {_data.Shape}, {direction}: {peer.Name} is off by {error:G3}, left out");
            }
        }

        return contenders;
    }

    public void Dispose()
    {
        foreach ((_, IPreparedLayer layer) in _layers)
        {
            layer.Dispose();
        }
    }

    private double ErrorOf(Action call, IPreparedLayer layer, Direction direction)
    {
        // What is computed in place starts from the input; what is not must not find the results of others.
        (direction == Direction.Backward ? _data.Dy : _data.X).Span.CopyTo(_data.InPlace.Span);
        _data.Result.Span.Fill(float.NaN);
        call();
        return Verification.LargestError(_data, direction, layer.Result);
    }
}
