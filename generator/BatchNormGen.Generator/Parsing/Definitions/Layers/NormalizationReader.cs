using System;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>Reads calls of normalizations. What is not given is as the preset has it.</summary>
internal static class NormalizationReader
{
    private const string Epsilon = "epsilon";
    private const string Momentum = "momentum";
    private const string Groups = "groups";

    private static readonly AffineSpec Full = new(Scale: true, Shift: true);

    public static LayerReading ReadBatchNorm(LayerCall call, Framework preset)
    {
        BatchNormDefaults defaults = BatchNormDefaults.Of(preset);
        bool isSized = CheckChannels(call);
        double? epsilon = ReadOr(
            call, Epsilon, defaults.Epsilon, static epsilon => (float)epsilon is > 0 and < float.PositiveInfinity, "a positive finite float such as 1e-5");
        double? momentum = ReadOr(call, Momentum, defaults.Momentum, static momentum => momentum is > 0 and <= 1, "the weight of the new batch, above 0 and at most 1");
        if (!isSized || (epsilon, momentum, call.Flag("scale"), call.Flag("shift")) is not ({ } added, { } weight, { } scale, { } shift))
        {
            return new(null, call.Shape);
        }

        if (weight >= AveragingRules.LeastUnusualMomentum)
        {
            string advice = weight == 1 ? AveragingRules.LastBatchAlone : $"did you mean {NumberText.Of(ComplementaryWeight.Of(weight))}?";
            call.Report(ModelDiagnostics.MomentumOfOldAverage, call.LocationOf(Momentum), call.DisplayName, NumberText.Of(weight), advice);
        }

        double kept = weight == defaults.Momentum ? defaults.Decay : ComplementaryWeight.Of(weight);
        AveragingSpec averaging = new(AveragingMode.Exponential, kept, weight);
        return new(new BatchNormOperation(added, new AffineSpec(scale, shift), averaging, defaults.MovingVariance), call.Shape);
    }

    public static LayerReading ReadGroupNorm(LayerCall call, Framework preset)
    {
        bool isSized = CheckChannels(call);
        int? groups = call.Number(Groups, least: 1);
        if (groups is { } given && call.Shape.Channels is { } channels)
        {
            if (channels % given != 0)
            {
                call.Report(
                    ModelDiagnostics.GroupsDoNotDivide, call.LocationOf(Groups),
                    call.DisplayName, NumberText.Of(given), $"the {NumberText.Of(channels)} channels of its input", Divisors.Around(given, channels));
                groups = null;
            }
            else if (call.Shape.Whole is { Positions: 1 } && given == channels)
            {
                SingleValue(call, Groups, "its groups have one channel each, and its input one position", "choose fewer groups");
            }
        }

        return new(isSized && groups is { } known ? new GroupNormOperation(DefaultEpsilon.OfMoments(preset), Full, known) : null, call.Shape);
    }

    public static LayerReading ReadInstanceNorm(LayerCall call, Framework preset)
    {
        if (call.Shape.Whole is { Positions: 1 })
        {
            SingleValue(call, parameter: null, "its input has one position", "remove it");
        }

        return new(CheckChannels(call) ? new InstanceNormOperation(DefaultEpsilon.OfMoments(preset), Full) : null, call.Shape);
    }

    public static LayerReading ReadLayerNorm(LayerCall call, Framework preset)
    {
        CheckRow(call);
        return new(new RowNormOperation(DefaultEpsilon.OfMoments(preset), Full, RowStatistic.Moments), call.Shape);
    }

    public static LayerReading ReadRmsNorm(LayerCall call, Framework preset)
    {
        CheckRow(call);
        return new(new RowNormOperation(DefaultEpsilon.OfMeanSquare(preset, isDouble: false), Full with { Shift = false }, RowStatistic.MeanSquare), call.Shape);
    }

    private static void CheckRow(LayerCall call)
    {
        if (call.Shape.Channels == 1)
        {
            SingleValue(call, parameter: null, "its input has one feature", "remove it");
        }
    }

    private static void SingleValue(LayerCall call, string? parameter, string reason, string advice)
    {
        Location location = parameter is null ? call.NameLocation : call.LocationOf(parameter);
        call.Report(ModelDiagnostics.NormalizedByItself, location, call.DisplayName, reason, advice);
    }

    /// <summary>Layers of channels keep some numbers for each, and there is a limit to them.</summary>
    private static bool CheckChannels(LayerCall call)
    {
        if (call.Shape.Channels is not > LayerLimits.MaxFeatures)
        {
            return true;
        }

        call.Report(
            ModelDiagnostics.NumberOutOfRange, call.NameLocation,
            call.DisplayName, call.Shape.IsMaps ? "channels" : "features", NumberText.Of(call.Shape.Channels.Value), $"at most {NumberText.Of(LayerLimits.MaxFeatures)}");
        return false;
    }

    /// <summary>A number that is given, or else the preset's; null where it is unknown or unfit, which has been reported.</summary>
    private static double? ReadOr(LayerCall call, string parameter, double preset, Func<double, bool> fits, string expected) =>
        call.Real(parameter) is null && call.IsKnown(parameter) ? preset : FunctionReader.ReadReal(call, parameter, fits, expected);
}
