using System.Numerics;
using System.Runtime.InteropServices;
using BatchNormGen.BitIdentity.Cases;
using BatchNormGen.Programs;

namespace BatchNormGen.BitIdentity;

/// <summary>Calls a layer in all four directions, out of place and in place, and digests what each writes.</summary>
internal sealed class CaseRun<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerCase _case;
    private readonly BoundLayer<T> _layer;
    private readonly T[] _x;
    private readonly T[] _dy;

    public CaseRun(LayerCase test, int threads)
    {
        _case = test;
        _layer = new(test.Layer.Type) { MaxDegreeOfParallelism = threads };
        _x = SampleData.Batch<T>(test, test.Pattern, seed: 1);
        _dy = SampleData.Batch<T>(test, Pattern.Centered, seed: 2);
    }

    /// <summary>The digests of one case. The order of the calls matters: those that predict need what training left.</summary>
    public IEnumerable<Digest> Digests()
    {
        for (int i = 0; i < _layer.Parameters.Count; i++)
        {
            SampleData.Fill(_layer.Parameters[i].Value, seed: 3 + (ulong)i);
        }

        yield return Same("training", Train);
        yield return Same("backward", inPlace => Differentiate(_layer.Backward, inPlace));
        yield return Same("prediction", Predict);
        yield return Same("backward through a prediction", inPlace => Differentiate(_layer.BackwardInference, inPlace));
        if (_case.Layer.IsTracked)
        {
            yield return new($"{_case.Name} moments", Bits.Digest(_layer.MeasureMoments(_x, _case.BatchSize)));
        }
    }

    /// <summary>The digest of a step, which writes the same in place.</summary>
    private Digest Same(string step, Func<bool, ulong> run)
    {
        ulong inPlace = run(true);
        ulong digest = run(false);
        return digest == inPlace
            ? new($"{_case.Name} {step}", digest)
            : throw new InvalidOperationException($"{_case.Name}: the {step} writes other bits in place.");
    }

    /// <summary>Two batches, so that moving averages are of something.</summary>
    private ulong Train(bool inPlace)
    {
        if (_case.Layer.IsTracked)
        {
            _layer.ResetMovingStatistics();
        }

        var bits = new Bits();
        foreach (T[] batch in (T[][])[_dy, _x])
        {
            T[] y = inPlace ? [.. batch] : new T[batch.Length];
            _layer.ForwardTraining(inPlace ? y : batch, y, _case.BatchSize);
            bits.Add<T>(y);
        }

        bits.Add(_layer.BatchMean);
        bits.Add(_layer.BatchInverseDeviation);
        if (_case.Layer.IsTracked)
        {
            bits.Add<T>(_layer.MovingMean);
            bits.Add<T>(_layer.MovingVariance);
            bits.Add<long>([_layer.BatchesTracked]);
        }

        return bits.Digest();
    }

    private ulong Differentiate(BoundLayer<T>.BackwardCall direction, bool inPlace)
    {
        foreach (BoundParameter<T> parameter in _layer.Parameters)
        {
            parameter.Gradient.Clear();
        }

        T[] dx = inPlace ? [.. _dy] : new T[_dy.Length];
        direction(_x, inPlace ? dx : _dy, dx, _case.BatchSize);
        var bits = new Bits();
        bits.Add<T>(dx);
        foreach (BoundParameter<T> parameter in _layer.Parameters)
        {
            bits.Add<T>(parameter.Gradient);
        }

        return bits.Digest();
    }

    private ulong Predict(bool inPlace)
    {
        T[] y = Predict(_layer.ForwardInference, inPlace);
        if (_case.Layer.IsTracked && !MemoryMarshal.AsBytes<T>(Predict(_layer.Freeze(), inPlace)).SequenceEqual(MemoryMarshal.AsBytes<T>(y)))
        {
            throw new InvalidOperationException($"{_case.Name}: frozen, the layer predicts other bits.");
        }

        return Bits.Digest(MemoryMarshal.AsBytes<T>(y));
    }

    private T[] Predict(BoundLayer<T>.ForwardCall direction, bool inPlace)
    {
        T[] y = inPlace ? [.. _x] : new T[_x.Length];
        direction(inPlace ? y : _x, y, _case.BatchSize);
        return y;
    }
}
