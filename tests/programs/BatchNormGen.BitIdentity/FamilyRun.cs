using System.Numerics;
using BatchNormGen.BitIdentity.Cases;

namespace BatchNormGen.BitIdentity;

/// <summary>Calls a layer of any kind by its interfaces, out of place and in place, and digests what each direction writes.</summary>
internal sealed class FamilyRun<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerCase _case;
    private readonly INormalization<T> _layer;
    private readonly T[] _x;
    private readonly T[] _residual;
    private readonly T[] _dy;

    public FamilyRun(LayerCase test, int threads)
    {
        _case = test;
        _layer = (INormalization<T>)Activator.CreateInstance(test.Layer.Type)!;
        _layer.MaxDegreeOfParallelism = threads;
        _x = SampleData.Batch<T>(test, test.Pattern, seed: 1);
        _residual = SampleData.Batch<T>(test, Pattern.Centered, seed: 5);
        _dy = SampleData.Batch<T>(test, Pattern.Centered, seed: 2);
    }

    private delegate void BackwardCall(ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual);

    /// <summary>The digests of one case. The order of the calls matters: those that predict need what training left.</summary>
    public IEnumerable<Digest> Digests()
    {
        for (int i = 0; i < _layer.Parameters.Count; i++)
        {
            SampleData.Fill(_layer.Parameters[i].Value, seed: 3 + (ulong)i);
        }

        yield return Same("training", Train);
        yield return Same("backward", inPlace => Differentiate(Backward, inPlace));
        if (_case.Layer.IsTracked)
        {
            yield return Same("prediction", Predict);
            yield return Same("backward through a prediction", inPlace => Differentiate(BackwardInference, inPlace));
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

    private ulong Train(bool inPlace)
    {
        var bits = new Bits();
        T[] y = inPlace ? [.. _x] : new T[_x.Length];
        if (_layer is IResidualLayer<T, T> withResidual)
        {
            withResidual.ForwardTraining(inPlace ? y : _x, _residual, y, _case.BatchSize);
        }
        else
        {
            ((INormalizationLayer<T>)_layer).ForwardTraining(inPlace ? y : _x, y, _case.BatchSize);
        }

        bits.Add<T>(y);
        if (_layer is IMovingStatistics<T, T> moving)
        {
            bits.Add<T>(moving.MovingMean);
            bits.Add<T>(moving.MovingVariance);
            moving.ResetMovingStatistics();
        }

        return bits.Digest();
    }

    private ulong Predict(bool inPlace)
    {
        var bits = new Bits();
        T[] y = inPlace ? [.. _x] : new T[_x.Length];
        if (_layer is IResidualLayer<T, T> withResidual)
        {
            withResidual.ForwardInference(inPlace ? y : _x, _residual, y, _case.BatchSize);
        }
        else
        {
            ((INormalizationLayer<T>)_layer).ForwardInference(inPlace ? y : _x, y, _case.BatchSize);
        }

        bits.Add<T>(y);
        return bits.Digest();
    }

    private ulong Differentiate(BackwardCall direction, bool inPlace)
    {
        foreach (Parameter<T> parameter in _layer.Parameters)
        {
            parameter.ZeroGradient();
        }

        T[] dx = inPlace ? [.. _dy] : new T[_dy.Length];
        T[] dresidual = _layer is IResidualLayer<T, T> ? new T[_dy.Length] : [];
        direction(inPlace ? dx : _dy, dx, dresidual);
        var bits = new Bits();
        bits.Add<T>(dx);
        bits.Add<T>(dresidual);
        foreach (Parameter<T> parameter in _layer.Parameters)
        {
            bits.Add<T>(parameter.Gradient);
        }

        return bits.Digest();
    }

    private void Backward(ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual)
    {
        if (_layer is IResidualLayer<T, T> withResidual)
        {
            withResidual.Backward(_x, _residual, dy, dx, dresidual, _case.BatchSize);
        }
        else
        {
            ((INormalizationLayer<T>)_layer).Backward(_x, dy, dx, _case.BatchSize);
        }
    }

    private void BackwardInference(ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual)
    {
        if (_layer is IResidualLayer<T, T> withResidual)
        {
            withResidual.BackwardInference(_x, _residual, dy, dx, dresidual, _case.BatchSize);
        }
        else
        {
            ((INormalizationLayer<T>)_layer).BackwardInference(_x, dy, dx, _case.BatchSize);
        }
    }
}
