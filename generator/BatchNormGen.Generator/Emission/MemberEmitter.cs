using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the members of the user's class: storage, properties and, by emitters of their own, the four directions and what files hold.</summary>
/// <remarks>This text stands among the user's own names, so that every name in it is fully qualified.</remarks>
internal sealed class MemberEmitter(SourceWriter writer, LayerSpec spec, KernelPlan plan)
{
    private const string CompilerServices = "global::BatchNormGen.CompilerServices";

    private readonly string _type = Literal.Of(spec.ElementType);

    private string Interface => $"global::BatchNormGen.INormalizationLayer<{_type}, {_type}>";

    public void Emit()
    {
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>Batch normalization of {LayerDescription.Shape(spec)}: in training <c>{LayerDescription.Formula(spec, "mean", "variance")}</c>,");
        writer.Line("/// with the mean and the biased variance of each channel over the batch and all positions.</para>");
        if (spec.TracksMovingStatistics)
        {
            writer.Line($"/// <para>Then <c>{LayerDescription.MovingFormula(spec)}</c> for mean and variance, the latter {LayerDescription.AveragedVariance(spec)};");
            writer.Line("/// prediction uses these in place of the batch's.</para>");
        }
        else
        {
            writer.Line("/// <para>It tracks no moving statistics: prediction uses the batch's own.</para>");
        }

        if (spec.Preset != default)
        {
            writer.Line($"/// <para>Preset: {spec.Preset}. What is not declared is as in that framework's own layer, and so are the names in files.</para>");
        }

        writer.Line("/// </remarks>");
        using (writer.Open($"partial class {spec.Type.Name} : global::BatchNormGen.INormalizationLayer<{_type}>, {CompilerServices}.ISavedLayer"))
        {
            EmitState();
            EmitShape();
            EmitParameters();
            EmitStatistics();
            new DirectionEmitter(writer, spec, plan).Emit();
            EmitResets();
            new StateEmitter(writer, spec).Emit();
            writer.Line();
            new PopulationEmitter(writer, spec).Emit();
            writer.Line();
            new FoldingEmitter(writer, spec).Emit();
            writer.Line();
            new FrozenEmitter(writer, spec, plan).Emit();
        }
    }

    private void EmitState()
    {
        string spatial = spec.Spatial.Count == 0 ? string.Empty : ", " + string.Join(", ", spec.Spatial);
        writer.Line(
            $"""
            private readonly {CompilerServices}.BatchNormState<{_type}> _batchNorm = new(
                new {CompilerServices}.LayerShape({Literal.Of(spec.Type.DisplayName)}, {Literal.Of(spec.NumFeatures)}, {Literal.Of(spec.NumDims)}, global::BatchNormGen.TensorLayout.{spec.Layout}{spatial}),
                scale: {Literal.Of(spec.Scale)}, shift: {Literal.Of(spec.Shift)}, tracksMovingStatistics: {Literal.Of(spec.TracksMovingStatistics)});

            """);
    }

    private void EmitShape() => writer.Line(
        $$"""
        /// <summary>The number of channels: {{Literal.Of(spec.NumFeatures)}}.</summary>
        public const int NumFeatures = {{Literal.Of(spec.NumFeatures)}};

        /// <summary>The rank of the tensors, batch and channels included: {{Literal.Of(spec.NumDims)}}.</summary>
        public const int NumDims = {{Literal.Of(spec.NumDims)}};

        int {{Interface}}.NumFeatures => NumFeatures;

        int {{Interface}}.NumDims => NumDims;

        /// <summary>Where the channels lie.</summary>
        public global::BatchNormGen.TensorLayout Layout => global::BatchNormGen.TensorLayout.{{spec.Layout}};

        /// <summary>The largest number of threads of a call: -1 for the machine's processors, 1 for the caller's alone. Results do not depend on it.</summary>
        /// <exception cref="global::System.ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
        public int MaxDegreeOfParallelism
        {
            get => _batchNorm.MaxDegreeOfParallelism;
            set => _batchNorm.MaxDegreeOfParallelism = value;
        }

        """);

    private void EmitParameters()
    {
        string parameters = (spec.Scale, spec.Shift) switch
        {
            (true, true) => "gamma, then beta",
            (true, false) => "gamma",
            (false, true) => "beta",
            _ => "none",
        };
        writer.Line(
            $"""
            /// <summary>The learned parameters: {parameters}.</summary>
            public global::System.Collections.Generic.IReadOnlyList<global::BatchNormGen.Parameter<{_type}>> Parameters => _batchNorm.Parameters;

            """);
        if (spec.Scale)
        {
            EmitParameter("Gamma", "The factor of each channel, initially 1.");
        }

        if (spec.Shift)
        {
            EmitParameter("Beta", "The offset of each channel, initially 0.");
        }
    }

    private void EmitParameter(string name, string summary) => writer.Line(
        $"""
        /// <summary>{summary}</summary>
        public global::BatchNormGen.Parameter<{_type}> {name} => _batchNorm.{name}!;

        """);

    private void EmitStatistics()
    {
        string empty = spec.TracksMovingStatistics ? ", initially {0}: a live view" : ": always empty, the layer tracks none";
        writer.Line(
            $"""
            /// <summary>The moving mean of each channel{empty.Replace("{0}", "0")}.</summary>
            public global::System.Span<{_type}> MovingMean => _batchNorm.MovingMean;

            /// <summary>The moving variance of each channel{empty.Replace("{0}", "1")}.</summary>
            public global::System.Span<{_type}> MovingVariance => _batchNorm.MovingVariance;

            /// <summary>The number of batches in the moving statistics{(spec.TracksMovingStatistics ? string.Empty : ": always 0, the layer tracks none")}.</summary>
            public long BatchesTracked => _batchNorm.BatchesTracked;

            /// <summary>The mean of each channel of the last training batch, zeros before it: a live view.</summary>
            public global::System.ReadOnlySpan<{_type}> BatchMean => _batchNorm.BatchMean;

            /// <summary>1 / sqrt(variance + {Literal.Of(spec.Epsilon)}) of each channel of the last training batch, zeros before it: a live view.</summary>
            public global::System.ReadOnlySpan<{_type}> BatchInverseDeviation => _batchNorm.BatchInverseDeviation;

            """);
    }

    private void EmitResets() => writer.Line(
        $"""

        /// <summary>Sets gamma to 1, beta to 0 and their gradients to 0, as far as the layer has them.</summary>
        public void ResetParameters() => _batchNorm.ResetParameters();

        /// <summary>{(spec.TracksMovingStatistics ? "Sets the moving mean to 0, the moving variance to 1 and the counter to 0." : "Does nothing: the layer tracks no moving statistics.")}</summary>
        public void ResetMovingStatistics() => _batchNorm.ResetMovingStatistics();
        """);
}
