using System.Collections.Generic;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Formulas;

/// <summary>The formulas of group normalization (Wu and He, 2018), of which instance normalization (Ulyanov and others, 2016) is the one with a group a channel.</summary>
/// <remarks>
/// The mean and the scale of a group differ by channel only in gamma, so that maps are those of batch normalization, with constants of each channel of each
/// sample. But in the gradient gamma cannot be taken out of what a group has in common: dx = (d · scale − offset) − (x − mean) · slope.
/// </remarks>
internal sealed class GroupNormFormulas
{
    private readonly BatchNormFormulas _ofChannels;

    public GroupNormFormulas(ActivationSpec activation, bool hasResidual)
    {
        _ofChannels = new(activation, hasResidual);
        InputExpression x = new("x");
        ConstantExpression mean = new("mean"), scale = new("scale"), offset = new("offset"), slope = new("slope");
        GradientApply = _ofChannels.CreateGradientMap(
            "GradientApply", [mean.Name, scale.Name, offset.Name, slope.Name, .. activation.Exists ? (string[])["shift"] : []],
            arriving => ((arriving * scale) - offset) - ((x - mean) * slope));
    }

    /// <summary>The moments of groups, or of channels.</summary>
    public ReductionFormula Moments => BatchNormFormulas.Moments;

    private MapFormula GradientApply { get; }

    /// <summary>Those that go by channel, in the order in which the runtime takes them.</summary>
    public IReadOnlyList<KernelFormula> OfChannels => [_ofChannels.Apply, _ofChannels.GradientSums, GradientApply];
}
