using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>How the moving statistics may be set: Momentum, Decay, CumulativeAverage, MovingVariance and TrackMovingStatistics.</summary>
internal static class AveragingRules
{
    public static void Check(AttributeArguments arguments, ParseFindings findings)
    {
        bool tracked = arguments.TrackMovingStatistics?.Value ?? true;
        CheckMomentum(arguments.Momentum, tracked, findings);
        CheckDecay(arguments.Decay, tracked, findings);
        EnumRules.Check<VarianceEstimator>(arguments.MovingVariance, findings);

        (string Text, Location Location)[] averaging = [.. Averaging(arguments).OrderBy(static setting => setting.Location.SourceSpan.Start)];
        foreach ((string text, Location location) in averaging.Skip(1))
        {
            findings.Report(DiagnosticDescriptors.AveragingSaidTwice, location, text, averaging[0].Text);
        }

        if (!tracked)
        {
            IEnumerable<(string Text, Location Location)> idle = arguments.MovingVariance is { } variance
                ? averaging.Append((variance.Name, variance.Location))
                : averaging;
            foreach ((string text, Location location) in idle)
            {
                findings.Report(DiagnosticDescriptors.SettingWithoutEffect, location, text);
            }
        }
    }

    /// <summary>What is given, or else what the preset has.</summary>
    public static MovingAverage Choose(AttributeArguments arguments, FrameworkDefaults defaults) => arguments switch
    {
        { TrackMovingStatistics.Value: false } => new(AveragingMode.None, Kept: 0, Weight: 0),
        { CumulativeAverage.Value: true } => new(AveragingMode.Cumulative, Kept: 0, Weight: 0),
        { Decay.Value: var decay } => new(AveragingMode.Exponential, Kept: decay, Weight: OneLess(decay)),
        { Momentum.Value: var momentum } => new(AveragingMode.Exponential, Kept: OneLess(momentum), Weight: momentum),
        _ => new(AveragingMode.Exponential, Kept: defaults.Decay, Weight: defaults.Momentum),
    };

    /// <summary>1 − value as one would write it: 0.01 for 0.99, where binary arithmetic gives 0.010000000000000009.</summary>
    private static double OneLess(double value) => (double)(decimal)value == value ? (double)(1m - (decimal)value) : 1 - value;

    /// <summary>The settings of which a layer takes one. <c>CumulativeAverage = false</c> says nothing, so it is none.</summary>
    private static IEnumerable<(string Text, Location Location)> Averaging(AttributeArguments arguments)
    {
        if (arguments.Momentum is { } momentum)
        {
            yield return (momentum.Name, momentum.Location);
        }

        if (arguments.Decay is { } decay)
        {
            yield return (decay.Name, decay.Location);
        }

        if (arguments.CumulativeAverage is { Value: true } cumulative)
        {
            yield return (cumulative.Name, cumulative.Location);
        }
    }

    // The comparisons are written so that NaN fails them.
    private static void CheckMomentum(AttributeArgument<double>? momentum, bool tracked, ParseFindings findings)
    {
        if (momentum is not { Value: var weight, Location: var location })
        {
            return;
        }

        if (weight is not (> 0 and <= 1))
        {
            findings.Report(DiagnosticDescriptors.MomentumOutOfRange, location, Text(weight));
        }
        else if (tracked && weight >= 0.5)
        {
            string advice = weight < 1 ? $"did you mean Decay = {Text(weight)}?" : "with 1 the moving statistics are the last batch's own";
            findings.Report(DiagnosticDescriptors.MomentumLooksLikeDecay, location, Text(weight), advice);
        }
    }

    private static void CheckDecay(AttributeArgument<double>? decay, bool tracked, ParseFindings findings)
    {
        if (decay is not { Value: var kept, Location: var location })
        {
            return;
        }

        if (kept is not (>= 0 and < 1))
        {
            findings.Report(DiagnosticDescriptors.DecayOutOfRange, location, Text(kept));
        }
        else if (tracked && kept <= 0.5)
        {
            string advice = kept > 0 ? $"did you mean Momentum = {Text(kept)}?" : "with 0 the moving statistics are the last batch's own";
            findings.Report(DiagnosticDescriptors.DecayLooksLikeMomentum, location, Text(kept), advice);
        }
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
