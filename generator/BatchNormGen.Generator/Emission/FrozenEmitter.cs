using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes <c>Freeze</c> and the class of what it returns.</summary>
/// <remarks>This text stands among the user's own names, so that every name in it is fully qualified.</remarks>
internal sealed class FrozenEmitter(SourceWriter writer, BatchNormSpec spec, KernelPlan plan)
{
    private const string Storage = "_frozen";

    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    private string Interface => $"global::BatchNormGen.IFrozenLayer<{_type}>";

    private string Runtime => $"global::BatchNormGen.CompilerServices.{(plan is RowPlan ? "RowBatchNorm" : "PlaneBatchNorm")}<{_type}, global::BatchNormGen.Generated.{KernelEmitter.TypeName(spec)}>";

    public void Emit()
    {
        EmitFreeze();
        writer.Line();
        writer.Line("/// <summary>A copy of the layer for prediction alone. It never changes, so that any number of threads may use it at once.</summary>");
        using (writer.Open($"public sealed class {GeneratedMembers.Frozen} : {Interface}"))
        {
            string state = $"global::BatchNormGen.CompilerServices.FrozenBatchNorm<{_type}>";
            writer.Line(
                $"""
                private readonly {state} {Storage};

                internal {GeneratedMembers.Frozen}({state} frozen) => {Storage} = frozen;

                /// <summary>The largest number of threads of a call, as the layer had it when it was frozen: -1 for the machine's processors. Results do not depend on it.</summary>
                public int MaxDegreeOfParallelism => {Storage}.MaxDegreeOfParallelism;

                """);
            new DirectionEmitter(writer, spec, plan, Storage).EmitDirection(new(
                "Forward", ["x"], "y", "Normalizes as <c>ForwardInference</c> did when the layer was frozen, to the bit.",
                [
                    new("ArgumentException", "A length does not fit, or spans overlap. Nothing is written."),
                ]));
        }
    }

    private void EmitFreeze()
    {
        if (spec.TracksMovingStatistics)
        {
            writer.Line("/// <summary>Copies what prediction needs: nothing that happens to the layer later changes the copy.</summary>");
        }
        else
        {
            writer.Line("/// <summary>Has nothing to copy: prediction uses each batch's own statistics.</summary>");
            writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">Always: the layer tracks no moving statistics.</exception>");
        }

        writer.Line(
            $"""
            public {GeneratedMembers.Frozen} {GeneratedMembers.Freeze}() => new({Runtime}.Freeze(_batchNorm));

            {Interface} global::BatchNormGen.INormalizationLayer<{_type}, {_type}>.{GeneratedMembers.Freeze}() => {GeneratedMembers.Freeze}();
            """);
    }
}
