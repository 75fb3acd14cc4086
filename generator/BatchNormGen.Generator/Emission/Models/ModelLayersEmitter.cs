using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>Writes the class that holds a model's layers, and says in what order and memory they are computed.</summary>
/// <remarks>This text stands among the user's own names, so that every name in it is fully qualified.</remarks>
internal sealed class ModelLayersEmitter(SourceWriter writer, ModelPlan plan)
{
    private const string CompilerServices = "global::BatchNormGen.CompilerServices";

    private readonly ModelGraph _graph = plan.Graph;
    private readonly ProductPlacement _placement = new(plan);

    public void Emit()
    {
        writer.Line("/// <summary>The layers, and how they are computed.</summary>");
        writer.Line(GeneratedAttributes.Line);
        using (writer.Open($"private sealed class {ModelMembers.Layers} : {CompilerServices}.ModelCore"))
        {
            EmitSettings();
            LayerConstructionEmitter construction = new(writer, plan);
            construction.EmitFields();
            writer.Line();
            using (writer.Open($"public {ModelMembers.Layers}()\n    : base(Planned)"))
            {
                construction.EmitStatements();
                writer.Line("Initialize(seed: 0);");
            }

            writer.Line();
            writer.Line($"protected override {CompilerServices}.ModelCore New() => new {ModelMembers.Layers}();");
            writer.Line();
            EmitPack();
            writer.Line();
            new PredictionEmitter(writer, plan, _placement).Emit();
            writer.Line();
            new TrainingEmitter(writer, plan).Emit();
        }
    }

    private static string Shape(FlowShape shape) => $"[{string.Join(", ", shape.Extents.Select(static extent => Literal.Of(extent)))}]";

    private void EmitSettings()
    {
        ModelGraph definition = plan.Definition;
        bool normalizesFeatures = plan.Training.Steps.SelectMany(static step => step.Nodes).Any(node => _graph.Nodes[node] is { Operation: BatchNormOperation, Shape.Positions: 1 });
        writer.Line(
            $$"""
            public static readonly {{CompilerServices}}.ModelSettings Planned = new()
            {
                Name = {{Literal.Of(definition.Type.DisplayName)}}, Preset = global::BatchNormGen.Framework.{{definition.Preset}},
                InputShape = {{Shape(definition.InputShape)}}, OutputShape = {{Shape(definition.OutputShape)}}, MultiplyAdds = {{Literal.Of(definition.MultiplyAdds)}},
                ArenaLength = {{Literal.Of(plan.ArenaLength)}}, KeptLength = {{Literal.Of(plan.Training.KeptLength)}}, GradientLength = {{Literal.Of(plan.Training.GradientLength)}},
                ScratchLength = {{Literal.Of(_placement.ScratchLength)}}, PackedLength = {{Literal.Of(_placement.PackedLength)}},
                LargestLength = {{Literal.Of(_graph.Nodes.Max(static node => node.Shape.Length))}}, LeastBatch = {{(normalizesFeatures ? "2" : "1")}},
            };

            """);
    }

    private void EmitPack()
    {
        using (writer.Open($"protected override void Pack(in {CompilerServices}.ModelCall call)"))
        {
            foreach (StepLayers step in plan.Steps.Select(step => new StepLayers(_graph, step)).Where(static step => step.IsProduct))
            {
                int node = step.Step.Nodes[0];
                writer.Line($"{LayerFields.Core(_graph.Nodes[node], node)}.Pack(call, call.Packed({Literal.Of(_placement.OffsetOf(node))}));");
            }
        }
    }
}
