using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>How the moving statistics may be set: Momentum, Decay, CumulativeAverage, MovingVariance and TrackMovingStatistics.</summary>
internal static class AveragingRules
{
    /// <summary>From here on a momentum looks like the weight of the old average, which other frameworks call so.</summary>
    public const double LeastUnusualMomentum = 0.5;

    /// <summary>What a momentum of 1 does.</summary>
    public const string LastBatchAlone = "with 1 the moving statistics are the last batch's own";

    public static IEnumerable<Fault> Check(AveragingArguments arguments)
    {
        Setting[] averaging = [.. Averaging(arguments).OrderBy(static setting => setting.Order)];
        IEnumerable<Fault?> values = [CheckMomentum(arguments.Momentum, arguments.IsTracked), CheckDecay(arguments.Decay, arguments.IsTracked)];
        IEnumerable<Fault> conflicts = averaging.Skip(1)
            .Select(setting => new Fault(DiagnosticDescriptors.ConflictingAveraging, setting.Place, setting.Place.Argument, averaging[0].Place.Argument));
        return values.OfType<Fault>()
            .Concat(EnumRules.Check<VarianceEstimator>(arguments.MovingVariance))
            .Concat(conflicts)
            .Concat(arguments.IsTracked ? [] : WithoutEffect(arguments, averaging));
    }

    /// <summary>What is given, or else what the preset has.</summary>
    public static AveragingSpec Choose(AveragingArguments arguments, BatchNormDefaults defaults) => arguments switch
    {
        { IsTracked: false } => new(AveragingMode.None, Kept: 0, Weight: 0),
        { CumulativeAverage.Value: true } => new(AveragingMode.Cumulative, Kept: 0, Weight: 0),
        { Decay.Value: var decay } => new(AveragingMode.Exponential, Kept: decay, Weight: ComplementaryWeight.Of(decay)),
        { Momentum.Value: var momentum } => new(AveragingMode.Exponential, Kept: ComplementaryWeight.Of(momentum), Weight: momentum),
        _ => new(AveragingMode.Exponential, Kept: defaults.Decay, Weight: defaults.Momentum),
    };

    /// <summary>The settings of which a layer takes one. <c>CumulativeAverage = false</c> says nothing, so it is none.</summary>
    private static IEnumerable<Setting> Averaging(AveragingArguments arguments)
    {
        if (arguments.Momentum is { } momentum)
        {
            yield return new(momentum.Place, momentum.Order);
        }

        if (arguments.Decay is { } decay)
        {
            yield return new(decay.Place, decay.Order);
        }

        if (arguments.CumulativeAverage is { Value: true } cumulative)
        {
            yield return new(cumulative.Place, cumulative.Order);
        }
    }

    private static IEnumerable<Fault> WithoutEffect(AveragingArguments arguments, IEnumerable<Setting> averaging)
    {
        IEnumerable<Place> places = averaging.Select(static setting => setting.Place);
        return (arguments.MovingVariance is { } variance ? places.Append(variance.Place) : places)
            .Select(static place => new Fault(
                DiagnosticDescriptors.SettingWithoutEffect, place, place.Argument,
                "beside TrackMovingStatistics = false: no moving statistics are kept", "let the layer track its statistics"));
    }

    // The comparisons are written so that NaN fails them.
    private static Fault? CheckMomentum(Argument<double>? momentum, bool isTracked) => momentum switch
    {
        null => null,
        { Value: not (> 0 and <= 1) } => new(DiagnosticDescriptors.MomentumOutOfRange, momentum.Place, momentum.Text),
        { Value: 1 } when isTracked =>
            new(DiagnosticDescriptors.MomentumLooksLikeDecay, momentum.Place, momentum.Text, LastBatchAlone),
        { Value: >= LeastUnusualMomentum } when isTracked =>
            new(DiagnosticDescriptors.MomentumLooksLikeDecay, momentum.Place, momentum.Text, $"did you mean Decay = {momentum.Text}?")
            {
                IntendedName = nameof(AveragingArguments.Decay),
            },
        _ => null,
    };

    private static Fault? CheckDecay(Argument<double>? decay, bool isTracked) => decay switch
    {
        null => null,
        { Value: not (>= 0 and < 1) } => new(DiagnosticDescriptors.DecayOutOfRange, decay.Place, decay.Text),
        { Value: 0 } when isTracked =>
            new(DiagnosticDescriptors.DecayLooksLikeMomentum, decay.Place, decay.Text, "with 0 the moving statistics are the last batch's own"),
        { Value: <= 0.5 } when isTracked =>
            new(DiagnosticDescriptors.DecayLooksLikeMomentum, decay.Place, decay.Text, $"did you mean Momentum = {decay.Text}?")
            {
                IntendedName = nameof(AveragingArguments.Momentum),
            },
        _ => null,
    };

    /// <summary>A way of averaging that is given.</summary>
    private readonly record struct Setting(Place Place, int Order);
}
