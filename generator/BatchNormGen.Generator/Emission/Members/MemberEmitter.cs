using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes single members of a layer's class, and those that every kind of layer has.</summary>
/// <remarks>This text stands among the user's own names, so that every name in it is fully qualified.</remarks>
internal sealed class MemberEmitter(SourceWriter writer, ILayerSpec spec)
{
    private const string Library = "global::BatchNormGen";

    private readonly AffineSpec _affine = spec.Layer.Affine;
    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    public void Constant(string summary, string constant)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(GeneratedAttributes.FieldLine);
        writer.Line(constant);
        writer.Line();
    }

    public void Member(string? summary, string member, Failure? failure = null)
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

    /// <summary>A method of an interface that the class has by another name.</summary>
    public void Explicit(string contract, string method, string body) => Member(null, $"void {contract}.{method} =>\n    {body};");

    /// <summary>The constants of a layer of channels, and its layout.</summary>
    public void ChannelShape(ChannelShapeSpec shape)
    {
        string features = Literal.Of(shape.Channels), dims = Literal.Of(shape.NumDims), epsilon = Literal.Of(spec.Layer.Epsilon);
        Constant($"The number of channels: {features}.", $"public const int NumFeatures = {features};");
        Constant($"The rank of the tensors, batch and channels included: {dims}.", $"public const int NumDims = {dims};");
        Constant($"Added to the variance inside the square root: {epsilon}.", $"public const double Epsilon = {epsilon};");
        Member(null, $"int {Library}.INormalization<{_type}>.NumFeatures => NumFeatures;");
        Member(null, $"int {Library}.IChannelNormalization.NumDims => NumDims;");
        Member("Where the channels lie.", $"public {Library}.TensorLayout Layout => {Library}.TensorLayout.{shape.Layout};");
    }

    public void MaxDegreeOfParallelism() => Member(
        "The largest number of threads of a call: -1 for the machine's processors, 1 for the caller's alone. Results do not depend on it.",
        """
        public int MaxDegreeOfParallelism
        {
            get => _layer.MaxDegreeOfParallelism;
            set => _layer.MaxDegreeOfParallelism = value;
        }
        """,
        new Failure("ArgumentOutOfRangeException", "The value is 0 or below -1."));

    public void Parameters()
    {
        string parameters = (_affine.Scale, _affine.Shift) switch
        {
            (true, true) => "gamma, then beta",
            (true, false) => "gamma",
            (false, true) => "beta",
            _ => "none",
        };
        string feature = LayerDescription.Feature(spec.Shape);
        Member(
            $"The learned parameters: {parameters}.",
            $"public global::System.Collections.Generic.IReadOnlyList<{Library}.Parameter<{_type}>> Parameters => _layer.Parameters;");
        if (_affine.Scale)
        {
            Member($"The factor of each {feature}, initially 1.", $"public {Library}.Parameter<{_type}> Gamma => _layer.Gamma!;");
        }

        if (_affine.Shift)
        {
            Member($"The offset of each {feature}, initially 0.", $"public {Library}.Parameter<{_type}> Beta => _layer.Beta!;");
        }
    }

    public void ResetParameters() => Member(
        "Sets gamma to 1, beta to 0 and their gradients to 0, as far as the layer has them.", "public void ResetParameters() => _layer.ResetParameters();");
}
