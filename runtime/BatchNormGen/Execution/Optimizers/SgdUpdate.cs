using System.Numerics;
using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution.Optimizers;

/// <summary>The update of <see cref="BatchNormGen.Models.Sgd"/>, for one kind of parameters.</summary>
/// <param name="rate">The learning rate.</param>
/// <param name="momentum">The weight of the old direction; 0 for none.</param>
/// <param name="isNesterov">Whether it looks ahead.</param>
/// <param name="decay">The weight decay.</param>
internal readonly struct SgdUpdate(float rate, float momentum, bool isNesterov, float decay) : IUpdate
{
    private readonly Vector<float> _rate = new(rate);
    private readonly Vector<float> _momentum = new(momentum);
    private readonly Vector<float> _decay = new(decay);
    private readonly bool _hasMomentum = momentum != 0;
    private readonly bool _isNesterov = isNesterov;
    private readonly bool _decays = decay != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(ref Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        Vector<float> direction = _decays ? gradient + (value * _decay) : gradient;
        if (_hasMomentum)
        {
            // The first time 0 · momentum + direction: the direction itself, as in PyTorch.
            first = (first * _momentum) + direction;
            direction = _isNesterov ? direction + (first * _momentum) : first;
        }

        value -= direction * _rate;
    }
}
