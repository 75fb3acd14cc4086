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
    private readonly OverloadEmitter _overloads = new(writer, spec, GeneratedMembers.Storage);

    private bool HasMomentum => spec.Averaging.Mode == AveragingMode.Exponential;

    public void Emit()
    {
        EmitRemarks();
        using (writer.Open($"partial class {_layer.Type.Name} :\n    {string.Join(",\n    ", Interfaces())}"))
        {
            EmitStorage();
            EmitShape();
            EmitParameters();
            EmitBatchStatistics();
            EmitOperation(BatchNormOperations.ForwardTraining(spec));
            EmitOperation(BatchNormOperations.ForwardInference(spec));
            EmitOperation(BatchNormOperations.Backward);
            EmitOperation(BatchNormOperations.BackwardInference(spec));
            EmitMember("Sets gamma to 1, beta to 0 and their gradients to 0, as far as the layer has them.", "public void ResetParameters() => _layer.ResetParameters();");
            if (spec.TracksMovingStatistics)
            {
                EmitMovingStatistics();
            }

            new StateEmitter(writer, spec).Emit();
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
            writer.Line($"/// <para>Preset: {_layer.Preset}. What is not declared is as in that framework's own layer, and so are the names in files.</para>");
        }

        writer.Line("/// </remarks>");
    }

    /// <summary>What the layer can do, and nothing that it can only throw from.</summary>
    private IEnumerable<string> Interfaces()
    {
        yield return $"{Library}.INormalizationLayer<{_type}>";
        yield return $"{Library}.IChannelNormalization";
        yield return $"{CompilerServices}.ISavedLayer";
        yield return $"{Library}.IBatchStatistics<{_type}>";
        if (spec.TracksMovingStatistics)
        {
            yield return $"{Library}.IMovingStatistics<{_type}, {_type}>";
            if (HasMomentum)
            {
                yield return $"{Library}.IMomentum";
            }

            yield return $"{Library}.IFreezable<{_type}>";
            yield return $"{Library}.IFoldable<{_type}>";
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
                    {Library}.VarianceEstimator.{spec.MovingVariance}, {Library}.Framework.{_layer.Preset}),
                {Library}.Generated.{KernelEmitter.TypeName(_layer.Type)}.All);

            """);
    }

    private void EmitShape()
    {
        string features = Literal.Of(spec.Shape.Channels), dims = Literal.Of(spec.Shape.NumDims), epsilon = Literal.Of(_layer.Epsilon);
        EmitConstant($"The number of channels: {features}.", $"public const int NumFeatures = {features};");
        EmitConstant($"The rank of the tensors, batch and channels included: {dims}.", $"public const int NumDims = {dims};");
        EmitConstant($"Added to the variance inside the square root: {epsilon}.", $"public const double Epsilon = {epsilon};");
        EmitMember(null, $"int {Library}.INormalization<{_type}>.NumFeatures => NumFeatures;");
        EmitMember(null, $"int {Library}.IChannelNormalization.NumDims => NumDims;");
        EmitMember("Where the channels lie.", $"public {Library}.TensorLayout Layout => {Library}.TensorLayout.{spec.Shape.Layout};");
        EmitMember(
            "The largest number of threads of a call: -1 for the machine's processors, 1 for the caller's alone. Results do not depend on it.",
            """
            public int MaxDegreeOfParallelism
            {
                get => _layer.MaxDegreeOfParallelism;
                set => _layer.MaxDegreeOfParallelism = value;
            }
            """,
            new Failure("ArgumentOutOfRangeException", "The value is 0 or below -1."));
    }

    private void EmitParameters()
    {
        string parameters = (_layer.Affine.Scale, _layer.Affine.Shift) switch
        {
            (true, true) => "gamma, then beta",
            (true, false) => "gamma",
            (false, true) => "beta",
            _ => "none",
        };
        EmitMember(
            $"The learned parameters: {parameters}.",
            $"public global::System.Collections.Generic.IReadOnlyList<{Library}.Parameter<{_type}>> Parameters => _layer.Parameters;");
        if (_layer.Affine.Scale)
        {
            EmitMember("The factor of each channel, initially 1.", $"public {Library}.Parameter<{_type}> Gamma => _layer.Gamma!;");
        }

        if (_layer.Affine.Shift)
        {
            EmitMember("The offset of each channel, initially 0.", $"public {Library}.Parameter<{_type}> Beta => _layer.Beta!;");
        }
    }

    private void EmitBatchStatistics()
    {
        EmitMember(
            "The mean of each channel of the last training batch, zeros before it: a live view.",
            $"public global::System.ReadOnlySpan<{_type}> BatchMean => _layer.BatchMean;");
        EmitMember(
            $"1 / sqrt(variance + {Literal.Of(_layer.Epsilon)}) of each channel of the last training batch, zeros before it: a live view.",
            $"public global::System.ReadOnlySpan<{_type}> BatchInverseDeviation => _layer.BatchInverseDeviation;");
    }

    private void EmitMovingStatistics()
    {
        EmitMember("The moving mean of each channel, initially 0: a live view.", $"public global::System.Span<{_type}> MovingMean => _layer.MovingMean;");
        EmitMember("The moving variance of each channel, initially 1: a live view.", $"public global::System.Span<{_type}> MovingVariance => _layer.MovingVariance;");
        EmitMember("The number of batches in the moving statistics.", "public long BatchesTracked => _layer.BatchesTracked;");
        if (HasMomentum)
        {
            EmitMember(
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

        EmitMember("Sets the moving mean to 0, the moving variance to 1 and the counter to 0.", "public void ResetMovingStatistics() => _layer.ResetMovingStatistics();");
        new PopulationEmitter(writer, spec).Emit();
        writer.Line();
        new FoldingEmitter(writer, spec).Emit();
        writer.Line();
        new FrozenEmitter(writer, spec).Emit();
        writer.Line();
    }

    private void EmitOperation(Operation operation)
    {
        _overloads.Emit(operation);
        writer.Line();
    }

    private void EmitConstant(string summary, string constant)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(GeneratedAttributes.FieldLine);
        writer.Line(constant);
        writer.Line();
    }

    private void EmitMember(string? summary, string member, Failure? failure = null)
    {
        if (summary is not null)
        {
            writer.Line($"/// <summary>{summary}</summary>");
        }

        if (failure is { } thrown)
        {
            writer.Line($"/// <exception cref=\"global::System.{thrown.Exception}\">{thrown.Cause}</exception>");
        }

        writer.Line(GeneratedAttributes.Line);
        writer.Line(member);
        writer.Line();
    }
}
