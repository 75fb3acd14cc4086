using BatchNormGen.Memory;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>Gamma and beta in the form that kernels take: behind their end they begin again, for groups of lanes that two rows share.</summary>
internal sealed unsafe class ParameterCopy<T>
    where T : unmanaged
{
    private readonly VectorBlock<T> _block;
    private readonly int _features;
    private readonly T* _gamma;
    private readonly T* _beta;

    public ParameterCopy(int features)
    {
        _features = features;
        _block = new(checked(CacheLine.Pad<T>(features) + CacheLine.Length<T>()), vectors: 2);
        _gamma = _block.Take();
        _beta = _block.Take();
        _block.AssertTaken();
    }

    /// <summary>Copies those that exist.</summary>
    public CrossParameters<T> Fill(T* gamma, T* beta) => CrossParameters<T>.Of(Copy(gamma, _gamma), Copy(beta, _beta));

    private T* Copy(T* parameter, T* copy)
    {
        if (parameter is null)
        {
            return null;
        }

        StripeVector.Repeat(parameter, _features, copy, _features + CacheLine.Length<T>());
        return copy;
    }
}
