using System.Numerics;
using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution.Optimizers;

/// <summary>The update of <see cref="BatchNormGen.Models.AdamW"/>, for one step and one kind of parameters. Its constants are computed in double and rounded once.</summary>
/// <param name="rate">The learning rate.</param>
/// <param name="beta1">The weight of the old mean.</param>
/// <param name="beta2">The weight of the old mean square.</param>
/// <param name="epsilon">What is added to the deviation.</param>
/// <param name="decay">The weight decay.</param>
/// <param name="step">The number of this step, from 1 on.</param>
internal readonly struct AdamWUpdate(double rate, double beta1, double beta2, double epsilon, double decay, long step) : IUpdate
{
    private readonly Vector<float> _ofNew1 = new((float)(1 - beta1));
    private readonly Vector<float> _beta2 = new((float)beta2);
    private readonly Vector<float> _ofNew2 = new((float)(1 - beta2));
    private readonly Vector<float> _epsilon = new((float)epsilon);
    private readonly Vector<float> _kept = new((float)(1 - (rate * decay)));
    private readonly Vector<float> _rate = new((float)(rate / (1 - Power(beta1, step))));
    private readonly Vector<float> _deviation = new((float)(1 / Math.Sqrt(1 - Power(beta2, step))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(ref Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first += (gradient - first) * _ofNew1;
        second = (second * _beta2) + (gradient * gradient * _ofNew2);
        value = (value * _kept) - (first * _rate / ((Vector.SquareRoot(second) * _deviation) + _epsilon));
    }

    /// <summary>A power by squares: the system's library may round another way on another machine.</summary>
    private static double Power(double value, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            if ((exponent & 1) != 0)
            {
                power *= value;
            }
        }

        return power;
    }
}
