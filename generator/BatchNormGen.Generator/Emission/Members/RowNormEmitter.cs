using System.Linq;
using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes the members of the class of a layer that normalizes rows.</summary>
/// <remarks>This text stands among the user's own names, so that every name in it is fully qualified.</remarks>
internal sealed class RowNormEmitter(SourceWriter writer, RowNormSpec spec)
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
        writer.Line($"/// <para>{RowNormDescription.Name(spec)} of {LayerDescription.Shape(spec.Shape)}: <c>{RowNormDescription.Formula(spec)}</c>,");
        writer.Line($"/// with the {RowNormDescription.Statistic(spec)} of each row, whatever stands before its axes.</para>");
        if (_layer.Preset != default)
        {
            writer.Line($"/// {LayerDescription.PresetRemark(_layer)}");
        }

        writer.Line("/// </remarks>");
        using (writer.Open($"partial class {_layer.Type.Name} :\n    {LayerContract.Of(_layer)},\n    {CompilerServices}.ISavedLayer"))
        {
            EmitStorage();
            string features = Literal.Of(spec.Shape.NumFeatures), epsilon = Literal.Of(_layer.Epsilon);
            _members.Constant($"The number of values of a row: {features}.", $"public const int NumFeatures = {features};");
            _members.Constant($"Added to the {(spec.Statistic == RowStatistic.Moments ? "variance" : "mean square")} inside the square root: {epsilon}.", $"public const double Epsilon = {epsilon};");
            _members.Member(null, $"int {Library}.INormalization<{_type}>.NumFeatures => NumFeatures;");
            _members.MaxDegreeOfParallelism();
            _members.Parameters();
            _overloads.Emit(StatelessOperations.CreateForward(_layer, "Normalizes rows."));
            writer.Line();
            _overloads.Emit(StatelessOperations.CreateBackward(_layer));
            writer.Line();
            new StatelessContract(_members, _layer).Emit(GeneratedMembers.Storage + ".");
            _members.ResetParameters();
            new StateEmitter(writer, spec).Emit();
        }
    }

    private void EmitStorage()
    {
        string extents = string.Join(", ", spec.Shape.NormalizedShape.Select(static extent => Literal.Of(extent)));
        writer.Line(GeneratedAttributes.FieldLine);
        writer.Line(
            $"""
            private readonly {CompilerServices}.RowNormCore<{_type}> {GeneratedMembers.Storage} = new(
                new {CompilerServices}.RowShape({Literal.Of(_layer.Type.DisplayName)}, {extents}),
                new {CompilerServices}.RowNormSettings(
                    Epsilon: {Literal.Of(_layer.Epsilon)}, Scale: {Literal.Of(_layer.Affine.Scale)}, Shift: {Literal.Of(_layer.Affine.Shift)}, ByMeanSquare: {Literal.Of(spec.Statistic == RowStatistic.MeanSquare)},
                    HasActivation: {Literal.Of(_layer.Activation.Exists)}, HasResidual: {Literal.Of(_layer.Residual)}, {Library}.Framework.{_layer.Preset}),
                {Library}.Generated.{KernelEmitter.TypeName(_layer.Type)}.All);

            """);
    }
}
