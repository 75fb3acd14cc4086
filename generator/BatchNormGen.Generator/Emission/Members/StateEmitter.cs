using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes the members that save the layer's numbers as named tensors, and load them.</summary>
/// <param name="writer">Where they are written.</param>
/// <param name="spec">The layer.</param>
/// <param name="averaging">How its moving statistics follow the batches, if it has any.</param>
internal sealed class StateEmitter(SourceWriter writer, ILayerSpec spec, AveragingMode averaging = AveragingMode.None)
{
    private const string CompilerServices = "global::BatchNormGen.CompilerServices";
    private const string Checkpoint = CompilerServices + ".LayerCheckpoint";

    private BatchNormStateNames MovingNames => BatchNormStateNames.Of(spec.Layer.Preset);

    public void Emit()
    {
        string preset = $"global::BatchNormGen.Framework.{spec.Layer.Preset}";
        string names = string.Join(", ", Names().Select(static name => $"<c>{name}</c>"));
        string saved = names.Length > 0
            ? $"Sets the layer's numbers in a dictionary: {names}."
            : $"Does nothing: {None()}.";
        string loaded = names.Length > 0
            ? "Takes the layer's numbers from a dictionary, by the same names: all of them or, where something is wrong, none."
            : $"Changes nothing: {None()}. It only checks that the dictionary has none for it.";
        writer.Line(
            $"""
            /// <summary>{saved}</summary>
            /// <param name="state">Receives {Tensors()}; those that have the same names already are replaced.</param>
            /// <param name="prefix">Stands before each name as it is, so with its separator.</param>
            /// <param name="names">The framework whose names are used; null for the preset's, {spec.Layer.Preset}.</param>
            /// <exception cref="global::System.ArgumentNullException">The dictionary or the prefix is null.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">There is no such framework.</exception>
            /// <exception cref="global::System.ArithmeticException">LoadState would refuse a number. Nothing is set.</exception>
            {GeneratedAttributes.Line}
            public void SaveState(global::BatchNormGen.StateDictionary state, string prefix = "", global::BatchNormGen.Framework? names = null) =>
                {Checkpoint}.Save(_layer, state, prefix, names ?? {preset});

            /// <summary>{loaded}</summary>
            /// <remarks>{Consequences()}</remarks>
            /// <inheritdoc/>
            {GeneratedAttributes.Line}
            public global::BatchNormGen.LoadReport LoadState(global::BatchNormGen.StateDictionary state, string prefix = "", bool strict = true, global::BatchNormGen.Framework? names = null) =>
                {Checkpoint}.Load(this, state, prefix, strict, names);

            {GeneratedAttributes.Line}
            {CompilerServices}.PreparedLoad {CompilerServices}.ISavedLayer.PrepareLoad(global::BatchNormGen.StateDictionary state, string prefix, global::BatchNormGen.Framework? names) =>
                {Checkpoint}.Prepare(_layer, state, prefix, names ?? {preset});
            """);
    }

    /// <summary>The names of what the layer has, the optional counter last.</summary>
    private IEnumerable<string> Names()
    {
        if (spec.Layer.Affine.Scale)
        {
            yield return spec.ParameterNames.Gamma;
        }

        if (spec.Layer.Affine.Shift)
        {
            yield return spec.ParameterNames.Beta;
        }

        if (averaging != AveragingMode.None)
        {
            yield return MovingNames.MovingMean;
            yield return MovingNames.MovingVariance;
            yield return MovingNames.BatchesTracked;
        }
    }

    private string None() => spec is BatchNormSpec ? "the layer has neither parameters nor moving statistics" : "the layer has no parameters";

    private string Shape() => spec.Shape is RowShapeSpec rows
        ? $"[{string.Join(", ", rows.NormalizedShape.Select(static extent => Literal.Of(extent)))}]"
        : $"[{Literal.Of(spec.Shape.NumFeatures)}]";

    private string Tensors()
    {
        string vectors = $"tensors of {Literal.Of(spec.Layer.ElementType)} in shape {Shape()}";
        return averaging != AveragingMode.None ? vectors + ", and an Int64 scalar, the number of batches" : vectors;
    }

    private string Consequences()
    {
        string gradients = spec.Layer.Affine.Scale || spec.Layer.Affine.Shift ? "Gradients of what is loaded become 0. " : string.Empty;
        string counter = $"<c>{MovingNames.BatchesTracked}</c> is optional; without it ";
        return gradients + averaging switch
        {
            AveragingMode.None when spec is not BatchNormSpec => "There is nothing else to load.",
            AveragingMode.None => "There are no moving statistics to load.",
            AveragingMode.Cumulative => counter + "the average begins anew with the next training batch.",
            _ => counter + "the number of batches becomes 0.",
        };
    }
}
