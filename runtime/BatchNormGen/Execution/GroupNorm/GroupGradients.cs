using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.GroupNorm;

/// <summary>From the gradient sums of channels to the gradients of parameters, and to the constants of the gradients' map.</summary>
/// <remarks>
/// With d = dy in front of an activation, v = 1/√(variance + epsilon) and m values in a group: dbeta = Σd, dgamma = v Σ(d · (x − mean)), and
/// dx = v · (gamma · d − A/m − (x − mean) · v² · B/m), where A and B are the sums of gamma · Σd and gamma · Σ(d · (x − mean)) over the channels of the group.
/// </remarks>
internal static unsafe class GroupGradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Finishes some groups.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="first">The first group, of those of all samples.</param>
    /// <param name="groups">The groups, measured.</param>
    /// <param name="channels">Their channels, with the sums about the rounded means; receives the constants.</param>
    /// <param name="parameters">Receives the gradients of gamma and beta, in this order as far as they exist; none without parameters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(GroupNormCore<T> layer, nint first, in BatchCall<T> groups, in BatchCall<T> channels, SumVectors? parameters)
    {
        int perGroup = layer.GroupChannels;
        SumVectors sums = channels.Scratch.Sums[0];
        T* offsets = channels.Constants.Offset, slopes = channels.Constants.Slope;
        double values = (double)groups.Division.Count;
        for (int group = 0; group < groups.Division.Features; group++)
        {
            int parameter = (int)((first + group) % layer.Settings.NumGroups) * perGroup;
            double remainder = groups.MeanRemainder[group], v = double.CreateTruncating(groups.InverseDeviation[group]);
            double sum = 0, products = 0;
            for (int i = 0; i < perGroup; i++)
            {
                int c = (group * perGroup) + i;
                double ofD = sums.First[c], ofProducts = sums.Second[c] - (remainder * ofD);
                double gamma = layer.GammaPointer is null ? 1 : double.CreateTruncating(layer.GammaPointer[parameter + i]);
                sum += gamma * ofD;
                products += gamma * ofProducts;
                if (parameters is { } gradients)
                {
                    Add(layer, gradients, parameter + i, v * ofProducts, ofD);
                }
            }

            if (values == 1)
            {
                // One value is beta whatever it is: its gradient is zero, and not what rounding leaves of a difference.
                new Span<T>(channels.Constants.Scale + (group * perGroup), perGroup).Clear();
            }

            double slope = v * v * v * (products / values);
            T offset = values == 1 ? T.Zero : T.CreateTruncating((v * (sum / values)) - (remainder * slope));
            new Span<T>(offsets + (group * perGroup), perGroup).Fill(offset);
            new Span<T>(slopes + (group * perGroup), perGroup).Fill(T.CreateTruncating(slope));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(GroupNormCore<T> layer, SumVectors gradients, int parameter, double ofGamma, double ofBeta)
    {
        if (layer.Settings.Scale)
        {
            gradients.First[parameter] += ofGamma;
            gradients.Second[parameter] += ofBeta;
        }
        else
        {
            gradients.First[parameter] += ofBeta;
        }
    }
}
