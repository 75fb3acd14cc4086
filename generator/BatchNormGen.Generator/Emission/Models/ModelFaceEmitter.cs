using System.Collections.Generic;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>
/// Writes the members of a model with errors. They throw, should they ever run: their purpose is that code which uses the model has no errors of its own, so that only those of
/// the definition are seen.
/// </summary>
internal static class ModelFaceEmitter
{
    public static string Emit(ModelFace face, CancellationToken cancellation) => GeneratedFile.Write(
        face.Type,
        "model",
        "a model whose definition has errors, so that its members only throw.",
        writer =>
        {
            using (writer.Open($"partial class {face.Type.Name} : {ModelSurface.Contracts}"))
            {
                string failure = $"throw new global::System.InvalidOperationException({Literal.Of($"The definition of model '{face.Type.DisplayName}' has errors: see what the compiler reports.")})";
                Emit(writer, ModelSurface.Facts, failure);
                Emit(writer, ModelSurface.ExplicitFacts, failure);
                Emit(writer, face.Properties.Select(ModelSurface.Layer), failure);
                Emit(writer, ModelSurface.Operations.Append(ModelSurface.Clone(face.Type.Name)), failure);
                writer.Line("/// <summary>A copy of the model for prediction alone.</summary>");
                writer.Line(GeneratedAttributes.Line);
                using (writer.Open("public sealed class Frozen"))
                {
                    writer.Line("private Frozen()\n{\n}\n");
                    Emit(writer, ModelSurface.FrozenOperations, failure);
                }
            }
        },
        emitKernels: null,
        cancellation);

    private static void Emit(SourceWriter writer, IEnumerable<ModelMember> members, string failure)
    {
        foreach (ModelMember member in members)
        {
            if (member.Documentation.Length > 0)
            {
                writer.Line("/// " + member.Documentation.Replace("\r", string.Empty).Replace("\n", "\n/// "));
            }

            writer.Line(GeneratedAttributes.Line);
            writer.Line(member.Header + (member.Kind == ModelMemberKind.Settable ? $"\n{{\n    get => {failure};\n    set => {failure};\n}}" : $" =>\n    {failure};"));
            writer.Line();
        }
    }
}
