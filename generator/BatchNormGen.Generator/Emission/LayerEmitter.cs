using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Emission.Members;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes a layer's file: the members of the user's class, thin and fully qualified; below them the kernels.</summary>
internal static class LayerEmitter
{
    /// <summary>A batch normalization layer.</summary>
    public static string Emit(BatchNormSpec spec, CancellationToken cancellation)
    {
        LayerSpec layer = spec.Layer;
        BatchNormFormulas formulas = new(layer.Activation, layer.Residual);
        KernelSet kernels = new(KernelPlanner.Plan(spec.Shape, layer.ElementType, formulas.All), formulas.All);
        return GeneratedFile.Write(
            layer.Type,
            BatchNormDescription.Sentence(spec),
            writer => new BatchNormEmitter(writer, spec).Emit(),
            writer => new KernelEmitter(writer, layer.Type, layer.ElementType, [kernels]).Emit("NormalizationKernels", Create([kernels], kernels.Walk)),
            cancellation);
    }

    /// <summary>A layer that normalizes rows.</summary>
    public static string Emit(RowNormSpec spec, CancellationToken cancellation)
    {
        LayerSpec layer = spec.Layer;
        RowNormFormulas formulas = new(spec);
        PlanePlan plan = KernelPlanner.PlanRows(spec.Shape, layer.ElementType);
        KernelSet rows = new(plan, formulas.OfRows);
        KernelSet? estimates = formulas.Estimates is { } estimate && plan.EstimatesMeans ? new(plan, [estimate]) : null;
        KernelSet? sums = formulas.ParameterSums is { } parameters ? new(KernelPlanner.PlanRowSums(spec.Shape, layer.ElementType, [parameters]), [parameters]) : null;
        string create = Create([rows], "Of")
            + (estimates is null ? string.Empty : $"\n    .WithEstimates<{estimates.TypeArguments}>()")
            + (sums is null ? string.Empty : $"\n    .WithParameterSums<{sums.TypeArguments}>({sums.Division})");
        return GeneratedFile.Write(
            layer.Type,
            RowNormDescription.Sentence(spec),
            writer => new RowNormEmitter(writer, spec).Emit(),
            writer => new KernelEmitter(writer, layer.Type, layer.ElementType, [rows, .. new[] { estimates, sums }.OfType<KernelSet>()]).Emit("RowNormKernels", create),
            cancellation);
    }

    /// <summary>A layer that normalizes groups of channels.</summary>
    public static string Emit(GroupNormSpec spec, CancellationToken cancellation)
    {
        LayerSpec layer = spec.Layer;
        GroupNormFormulas formulas = new(layer.Activation, layer.Residual);
        string maxChunks = Literal.Of(KernelPlanner.MaxParameterChunks(spec.Shape.Channels));
        KernelFormula[] all = [formulas.Moments, .. formulas.OfChannels];

        // With channels last, groups are merged from channels; otherwise they are planes of their own.
        KernelSet[] sets = KernelPlanner.IsChannelsLast(spec)
            ? [new(KernelPlanner.PlanChannels(spec, all), all)]
            : [new(KernelPlanner.PlanGroups(spec), [formulas.Moments]), new(KernelPlanner.PlanChannels(spec, formulas.OfChannels), formulas.OfChannels)];
        return GeneratedFile.Write(
            layer.Type,
            GroupNormDescription.Sentence(spec),
            writer => new GroupNormEmitter(writer, spec).Emit(),
            writer => new KernelEmitter(writer, layer.Type, layer.ElementType, sets).Emit("GroupNormKernels", Create(sets, sets[0].Walk, $"maxChunks: {maxChunks}")),
            cancellation);
    }

    /// <summary>The call of a method of the runtime's that takes kernels as type arguments and what they were planned for as arguments.</summary>
    private static string Create(KernelSet[] sets, string method, params string[] more) =>
        $"{method}<{string.Join(", ", sets.Select(static set => set.TypeArguments))}>(\n    {string.Join(",\n    ", [.. sets.Select(static set => set.Division), .. more])})";
}
