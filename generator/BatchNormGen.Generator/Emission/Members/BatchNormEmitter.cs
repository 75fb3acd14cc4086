using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes the members of a batch normalization layer's class: storage, properties and, by emitters of their own, what it does.</summary>
/// <remarks>This text stands among the user's own names, so that every name in it is fully qualified.</remarks>
internal sealed class BatchNormEmitter(SourceWriter writer, BatchNormSpec spec)
{
    private const string Library = "global::BatchNormGen";
    private const string CompilerServices = Library + ".CompilerServices";

    private readonly LayerSpec _layer = spec.Layer;
    private readonly string _type = Literal.Of(spec.Layer.ElementType);
    private readonly MemberEmitter _members = new(writer, spec);
    private readonly OverloadEmitter _overloads = new(writer, spec, GeneratedMembers.Storage);

    private bool HasMomentum => spec.Averaging.Mode == AveragingMode.Exponential;

    public void Emit()
    {
        EmitRemarks();
        using (writer.Open($"partial class {_layer.Type.Name} :\n    {string.Join(",\n    ", Interfaces())}"))
        {
            EmitStorage();
            _members.ChannelShape(spec.Shape);
            _members.MaxDegreeOfParallelism();
            EmitCollective();
            _members.Parameters();
            EmitBatchStatistics();
            EmitOperation(BatchNormOperations.ForwardTraining(spec));
            EmitOperation(BatchNormOperations.ForwardInference(spec));
            EmitOperation(BatchNormOperations.Backward(spec));
            EmitOperation(BatchNormOperations.BackwardInference(spec));
            _members.ResetParameters();
            if (spec.TracksMovingStatistics)
            {
                EmitMovingStatistics();
            }

            new StateEmitter(writer, spec, spec.Averaging.Mode).Emit();
        }
    }

    private void EmitRemarks()
    {
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>Batch normalization of {LayerDescription.Shape(spec.Shape)}: in training <c>{BatchNormDescription.Formula(_layer, "mean", "variance")}</c>,");
        writer.Line("/// with the mean and the biased variance of each channel over the batch and all positions.</para>");
        if (spec.TracksMovingStatistics)
        {
            writer.Line($"/// <para>Then <c>{BatchNormDescription.MovingFormula(spec.Averaging)}</c> for mean and variance, the latter {BatchNormDescription.AveragedVariance(spec)};");
            writer.Line("/// prediction uses these in place of the batch's.</para>");
        }
        else
        {
            writer.Line("/// <para>It tracks no moving statistics: prediction uses the batch's own.</para>");
        }

        if (_layer.Preset != default)
        {
            writer.Line($"/// {LayerDescription.PresetRemark(_layer)}");
        }

        writer.Line("/// </remarks>");
    }

    /// <summary>What the layer can do, and nothing that it can only throw from.</summary>
    private IEnumerable<string> Interfaces()
    {
        yield return LayerContract.Of(_layer);
        yield return $"{Library}.IChannelNormalization";
        yield return $"{CompilerServices}.ISavedLayer";
        yield return $"{Library}.IBatchStatistics<{_type}>";
        yield return $"{Library}.ICollectiveLayer";
        if (spec.TracksMovingStatistics)
        {
            yield return $"{Library}.IMovingStatistics<{_type}, {_type}>";
            if (HasMomentum)
            {
                yield return $"{Library}.IMomentum";
            }

            yield return FrozenEmitter.Contract(_layer);
            if (!_layer.Residual)
            {
                yield return $"{Library}.IFoldable<{_type}>";
            }
        }
    }

    private void EmitStorage()
    {
        ChannelShapeSpec shape = spec.Shape;
        AveragingSpec averaging = spec.Averaging;
        string spatial = string.Concat(shape.Spatial.Select(static extent => ", " + Literal.Of(extent)));
        writer.Line(GeneratedAttributes.FieldLine);
        writer.Line(
            $"""
            private readonly {CompilerServices}.BatchNormCore<{_type}> {GeneratedMembers.Storage} = new(
                new {CompilerServices}.ChannelShape({Literal.Of(_layer.Type.DisplayName)}, {Literal.Of(shape.Channels)}, {Literal.Of(shape.NumDims)}, {Library}.TensorLayout.{shape.Layout}{spatial}),
                new {CompilerServices}.BatchNormSettings(
                    Epsilon: {Literal.Of(_layer.Epsilon)}, Scale: {Literal.Of(_layer.Affine.Scale)}, Shift: {Literal.Of(_layer.Affine.Shift)},
                    {CompilerServices}.Averaging.{averaging.Mode}, Momentum: {Literal.Of(averaging.Weight)}, Kept: {Literal.Of(averaging.Kept)},
                    {Library}.VarianceEstimator.{spec.MovingVariance}, HasActivation: {Literal.Of(_layer.Activation.Exists)}, HasResidual: {Literal.Of(_layer.Residual)},
                    {Library}.Framework.{_layer.Preset}),
                {Library}.Generated.{KernelEmitter.TypeName(_layer.Type)}.All);

            """);
    }

    private void EmitCollective() => _members.Member(
        "The members that a training batch is spread over, each of which calls with its part; null, the default, for this process alone.",
        $$"""
        public {{Library}}.ICollective? {{GeneratedMembers.Collective}}
        {
            get => _layer.Collective;
            set => _layer.Collective = value;
        }
        """,
        new Failure("ArgumentException", "Its size is below 1, or its rank is not one of 0 to its size - 1."));

    private void EmitBatchStatistics()
    {
        _members.Member(
            "The mean of each channel of the last training batch, zeros before it: a live view.",
            $"public global::System.ReadOnlySpan<{_type}> BatchMean => _layer.BatchMean;");
        _members.Member(
            $"1 / sqrt(variance + {Literal.Of(_layer.Epsilon)}) of each channel of the last training batch, zeros before it: a live view.",
            $"public global::System.ReadOnlySpan<{_type}> BatchInverseDeviation => _layer.BatchInverseDeviation;");
    }

    private void EmitMovingStatistics()
    {
        _members.Member("The moving mean of each channel, initially 0: a live view.", $"public global::System.Span<{_type}> MovingMean => _layer.MovingMean;");
        _members.Member("The moving variance of each channel, initially 1: a live view.", $"public global::System.Span<{_type}> MovingVariance => _layer.MovingVariance;");
        _members.Member("The number of batches in the moving statistics.", "public long BatchesTracked => _layer.BatchesTracked;");
        if (HasMomentum)
        {
            _members.Member(
                $"The weight of a new batch in the moving statistics, initially {Literal.Of(spec.Averaging.Weight)}; the old value keeps the rest to 1.",
                """
                public double Momentum
                {
                    get => _layer.Momentum;
                    set => _layer.Momentum = value;
                }
                """,
                new Failure("ArgumentOutOfRangeException", "The value is not above 0 and at most 1."));
        }

        _members.Member("Sets the moving mean to 0, the moving variance to 1 and the counter to 0.", "public void ResetMovingStatistics() => _layer.ResetMovingStatistics();");
        new PopulationEmitter(writer, spec).Emit();
        writer.Line();
        if (!_layer.Residual)
        {
            new FoldingEmitter(writer, spec).Emit();
            writer.Line();
        }

        new FrozenEmitter(writer, spec).Emit();
        writer.Line();
    }

    private void EmitOperation(Operation operation)
    {
        _overloads.Emit(operation);
        writer.Line();
    }
}
