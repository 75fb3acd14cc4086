using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes the member that copies a layer for prediction, and the class of that copy.</summary>
internal sealed class FrozenEmitter(SourceWriter writer, BatchNormSpec spec)
{
    private const string Storage = "_frozen";

    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    /// <summary>The interface of a layer that can be frozen.</summary>
    public static string Contract(LayerSpec layer) => $"global::BatchNormGen.{(layer.Residual ? "IFreezableResidual" : "IFreezable")}<{Literal.Of(layer.ElementType)}>";

    public void Emit()
    {
        string contract = $"global::BatchNormGen.{(spec.Layer.Residual ? "IFrozenResidualLayer" : "IFrozenLayer")}<{_type}>";
        string core = $"global::BatchNormGen.CompilerServices.FrozenAffine<{_type}>";
        writer.Line(
            $"""
            /// <summary>Copies what prediction needs: nothing that happens to the layer later changes the copy.</summary>
            {GeneratedAttributes.Line}
            public {GeneratedMembers.Frozen} {GeneratedMembers.Freeze}() => new({GeneratedMembers.Storage}.Freeze());

            {GeneratedAttributes.Line}
            {contract} {Contract(spec.Layer)}.{GeneratedMembers.Freeze}() => {GeneratedMembers.Freeze}();

            /// <summary>A copy of the layer for prediction alone. It never changes, so that any number of threads may use it at once.</summary>
            {GeneratedAttributes.Line}
            """);
        using (writer.Open($"public sealed class {GeneratedMembers.Frozen} : {contract}"))
        {
            writer.Line(
                $"""
                {GeneratedAttributes.FieldLine}
                private readonly {core} {Storage};

                {GeneratedAttributes.Line}
                internal {GeneratedMembers.Frozen}({core} frozen) => {Storage} = frozen;

                /// <summary>The largest number of threads of a call, as the layer had it when it was frozen: -1 for the machine's processors. Results do not depend on it.</summary>
                {GeneratedAttributes.Line}
                public int MaxDegreeOfParallelism => {Storage}.MaxDegreeOfParallelism;

                """);
            new OverloadEmitter(writer, spec, Storage).Emit(BatchNormOperations.FrozenForward(spec, Storage));
        }
    }
}
