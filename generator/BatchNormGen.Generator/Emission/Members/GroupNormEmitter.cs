using System.Linq;
using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes the members of the class of a layer that normalizes groups of channels.</summary>
/// <remarks>This text stands among the user's own names, so that every name in it is fully qualified.</remarks>
internal sealed class GroupNormEmitter(SourceWriter writer, GroupNormSpec spec)
{
    private const string Library = "global::BatchNormGen";
    private const string CompilerServices = Library + ".CompilerServices";

    private readonly LayerSpec _layer = spec.Layer;
    private readonly string _type = Literal.Of(spec.Layer.ElementType);
    private readonly MemberEmitter _members = new(writer, spec);
    private readonly OverloadEmitter _overloads = new(writer, spec, GeneratedMembers.Storage);

    public void Emit()
    {
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>{GroupNormDescription.Name(spec)} of {LayerDescription.Shape(spec.Shape)}: <c>{GroupNormDescription.Formula(spec)}</c>,");
        writer.Line($"/// with the mean and the biased variance of each {GroupNormDescription.Unit(spec)} of each sample over all positions.</para>");
        if (_layer.Preset != default)
        {
            writer.Line($"/// {LayerDescription.PresetRemark(_layer)}");
        }

        writer.Line("/// </remarks>");
        using (writer.Open($"partial class {_layer.Type.Name} :\n    {LayerContract.Of(_layer)},\n    {Library}.IChannelNormalization,\n    {CompilerServices}.ISavedLayer"))
        {
            EmitStorage();
            _members.ChannelShape(spec.Shape);
            if (!spec.IsInstanceNorm)
            {
                string groups = Literal.Of(spec.NumGroups);
                _members.Constant($"The number of groups: {groups}.", $"public const int NumGroups = {groups};");
            }

            _members.MaxDegreeOfParallelism();
            _members.Parameters();
            _overloads.Emit(StatelessOperations.CreateForward(_layer, $"Normalizes each {GroupNormDescription.Unit(spec)} of each sample."));
            writer.Line();
            _overloads.Emit(StatelessOperations.CreateBackward(_layer));
            writer.Line();
            new StatelessContract(_members, _layer).Emit(string.Empty);
            _members.ResetParameters();
            new StateEmitter(writer, spec).Emit();
        }
    }

    private void EmitStorage()
    {
        string spatial = string.Concat(spec.Shape.Spatial.Select(static extent => ", " + Literal.Of(extent)));
        writer.Line(GeneratedAttributes.FieldLine);
        writer.Line(
            $"""
            private readonly {CompilerServices}.GroupNormCore<{_type}> {GeneratedMembers.Storage} = new(
                new {CompilerServices}.ChannelShape({Literal.Of(_layer.Type.DisplayName)}, {Literal.Of(spec.Shape.Channels)}, {Literal.Of(spec.Shape.NumDims)}, {Library}.TensorLayout.{spec.Shape.Layout}{spatial}),
                new {CompilerServices}.GroupNormSettings(
                    Epsilon: {Literal.Of(_layer.Epsilon)}, Scale: {Literal.Of(_layer.Affine.Scale)}, Shift: {Literal.Of(_layer.Affine.Shift)}, NumGroups: {Literal.Of(spec.NumGroups)}, IsInstanceNorm: {Literal.Of(spec.IsInstanceNorm)},
                    HasActivation: {Literal.Of(_layer.Activation.Exists)}, HasResidual: {Literal.Of(_layer.Residual)}, {Library}.Framework.{_layer.Preset}),
                {Library}.Generated.{KernelEmitter.TypeName(_layer.Type)}.All);

            """);
    }
}
