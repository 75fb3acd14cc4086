using System.Collections.Generic;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>Writes a model's file: the members of the user's class, thin and fully qualified, and in it the class that knows the layers and the order in which they are computed.</summary>
internal static class ModelEmitter
{
    private const string Storage = ModelMembers.Storage;

    public static string Emit(ModelPlan plan, CancellationToken cancellation)
    {
        ModelGraph graph = plan.Definition;
        return GeneratedFile.Write(
            graph.Type,
            "model",
            $"a model from {graph.InputShape} to {graph.OutputShape}, {Literal.Of(graph.ParameterCount)} parameters.",
            writer =>
            {
                ModelDescription.Emit(writer, plan);
                using (writer.Open($"partial class {graph.Type.Name} : {ModelSurface.Contracts}"))
                {
                    writer.Line(GeneratedAttributes.FieldLine);
                    writer.Line($"private {ModelMembers.Layers} {Storage} = new();");
                    writer.Line();
                    EmitMembers(writer, graph);
                    EmitFrozen(writer);
                    writer.Line();
                    new ModelLayersEmitter(writer, plan).Emit();
                }
            },
            emitKernels: null,
            cancellation);
    }

    private static void EmitMembers(SourceWriter writer, ModelGraph graph)
    {
        foreach (ModelMember member in ModelSurface.Facts)
        {
            Emit(writer, member, Fact(graph, member.Name));
        }

        foreach (ModelMember member in ModelSurface.ExplicitFacts)
        {
            // Only an instance knows what layers of the user's own learn.
            Emit(writer, member, member.Name == ModelMembers.ParameterCount ? $"{Storage}.{member.Name}" : member.Name);
        }

        foreach (LayerProperty layer in graph.Properties)
        {
            Emit(writer, ModelSurface.Layer(layer), $"{Storage}.{LayerFields.Seen(graph.Nodes.Single(node => node.Name?.Property == layer.Name))}");
        }

        foreach (ModelMember member in ModelSurface.Operations)
        {
            Emit(writer, member, Call(member));
        }

        Emit(
            writer,
            ModelSurface.Clone(graph.Type.Name),
            body: $$"""
            {
                {{graph.Type.Name}} copy = ({{graph.Type.Name}})MemberwiseClone();
                copy.{{Storage}} = ({{ModelMembers.Layers}}){{Storage}}.Clone();
                return copy;
            }
            """);
    }

    private static void EmitFrozen(SourceWriter writer)
    {
        writer.Line("/// <summary>A copy of the model for prediction alone.</summary>");
        writer.Line(GeneratedAttributes.Line);
        using (writer.Open($"public sealed class {ModelMembers.Frozen}"))
        {
            writer.Line(
                $$"""
                private readonly global::BatchNormGen.CompilerServices.FrozenModel _model;

                internal {{ModelMembers.Frozen}}(global::BatchNormGen.CompilerServices.FrozenModel model) => _model = model;

                """);
            foreach (ModelMember member in ModelSurface.FrozenOperations)
            {
                Emit(writer, member, member.Name == "Foldings" ? "_model.Foldings" : $"_model.Forward({ArgumentsOf(member)})");
            }
        }
    }

    /// <summary>A number of the definition.</summary>
    private static string Fact(ModelGraph graph, string name) => name switch
    {
        ModelMembers.InputShape => $"{ModelMembers.Layers}.Planned.InputShape",
        ModelMembers.OutputShape => $"{ModelMembers.Layers}.Planned.OutputShape",
        ModelMembers.InputLength => Literal.Of(graph.InputShape.Length),
        ModelMembers.OutputLength => Literal.Of(graph.OutputShape.Length),
        ModelMembers.ParameterCount => Literal.Of(graph.ParameterCount),
        ModelMembers.MultiplyAdds => Literal.Of(graph.MultiplyAdds),
        _ => Literal.Of(ModelSummary.Of(graph)),
    };

    private static string Call(ModelMember member) => member.Name switch
    {
        ModelMembers.Parameters => $"{Storage}.Parameters",
        ModelMembers.MaxDegreeOfParallelism => $"{Storage}.MaxDegreeOfParallelism",
        ModelMembers.Collective => $"{Storage}.Collective",
        ModelMembers.Freeze => $"new({Storage}.Freeze(fold))",
        _ => $"{Storage}.{member.Name}({ArgumentsOf(member)})",
    };

    /// <summary>The parameters of a method, as the arguments of a call.</summary>
    private static string ArgumentsOf(ModelMember member)
    {
        int open = member.Header.IndexOf('(');
        IEnumerable<string> parameters = member.Header.Substring(open + 1, member.Header.LastIndexOf(')') - open - 1).Split(',').Where(static parameter => parameter.Length > 0);
        return string.Join(", ", parameters.Select(static parameter => parameter.Split('=')[0].Trim().Split(' ').Last()));
    }

    private static void Emit(SourceWriter writer, ModelMember member, string? expression = null, string? body = null)
    {
        if (member.Documentation.Length > 0)
        {
            writer.Line("/// " + member.Documentation.Replace("\r", string.Empty).Replace("\n", "\n/// "));
        }

        writer.Line(GeneratedAttributes.Line);
        writer.Line(body is not null ? $"{member.Header}\n{body}"
            : member.Kind == ModelMemberKind.Settable ? $"{member.Header}\n{{\n    get => {expression};\n    set => {expression} = value;\n}}"
            : $"{member.Header} =>\n    {expression};");
        writer.Line();
    }
}
