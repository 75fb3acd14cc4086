using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>The kernels of a normalization, and how the runtime is handed them.</summary>
/// <param name="Type">The runtime's class for the kernels of this kind of layer.</param>
/// <param name="Create">Its method that takes them, with the kernels as type arguments and the divisions as arguments.</param>
/// <param name="Sets">The kernels, by plan.</param>
internal sealed record LayerKernels(string Type, string Create, IReadOnlyList<KernelSet> Sets)
{
    /// <summary>Those of a batch normalization.</summary>
    public static LayerKernels Of(BatchNormSpec spec)
    {
        BatchNormFormulas formulas = new(spec.Layer.Activation, spec.Layer.Residual);
        KernelSet kernels = new(KernelPlanner.Plan(spec.Shape, spec.Layer.ElementType, formulas.All), formulas.All);
        return new("NormalizationKernels", CreateBy([kernels], kernels.Walk), [kernels]);
    }

    /// <summary>Those of a layer that normalizes rows.</summary>
    public static LayerKernels Of(RowNormSpec spec)
    {
        LayerSpec layer = spec.Layer;
        RowNormFormulas formulas = new(spec);
        PlanePlan plan = KernelPlanner.PlanRows(spec.Shape, layer.ElementType);
        KernelSet rows = new(plan, formulas.OfRows);
        KernelSet? estimates = formulas.Estimates is { } estimate && plan.EstimatesMeans ? new(plan, [estimate]) : null;
        KernelSet? sums = formulas.ParameterSums is { } parameters ? new(KernelPlanner.PlanRowSums(spec.Shape, layer.ElementType, [parameters]), [parameters]) : null;
        string create = CreateBy([rows], "Of")
            + (estimates is null ? string.Empty : $"\n    .WithEstimates<{estimates.TypeArguments}>()")
            + (sums is null ? string.Empty : $"\n    .WithParameterSums<{sums.TypeArguments}>({sums.Division})");
        return new("RowNormKernels", create, [rows, .. new[] { estimates, sums }.OfType<KernelSet>()]);
    }

    /// <summary>Those of a layer that normalizes groups of channels.</summary>
    public static LayerKernels Of(GroupNormSpec spec)
    {
        GroupNormFormulas formulas = new(spec.Layer.Activation, spec.Layer.Residual);
        string maxChunks = Literal.Of(KernelPlanner.MaxParameterChunks(spec.Shape.Channels));
        KernelFormula[] all = [formulas.Moments, .. formulas.OfChannels];

        // With channels last, groups are merged from channels; otherwise they are planes of their own.
        KernelSet[] sets = KernelPlanner.IsChannelsLast(spec)
            ? [new(KernelPlanner.PlanChannels(spec, all), all)]
            : [new(KernelPlanner.PlanGroups(spec), [formulas.Moments]), new(KernelPlanner.PlanChannels(spec, formulas.OfChannels), formulas.OfChannels)];
        return new("GroupNormKernels", CreateBy(sets, sets[0].Walk, $"maxChunks: {maxChunks}"), sets);
    }

    /// <summary>The call of a method of the runtime's that takes kernels as type arguments and what they were planned for as arguments.</summary>
    private static string CreateBy(KernelSet[] sets, string method, params string[] more) =>
        $"{method}<{string.Join(", ", sets.Select(static set => set.TypeArguments))}>(\n    {string.Join(",\n    ", [.. sets.Select(static set => set.Division), .. more])})";
}
