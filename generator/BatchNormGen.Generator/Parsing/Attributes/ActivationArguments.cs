using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a declaration says of what becomes of normalized values in the end.</summary>
internal sealed record ActivationArguments
{
    /// <inheritdoc cref="ChannelShapeArguments.Layout"/>
    public Argument<int>? Function { get; init; }

    public Argument<double>? Slope { get; init; }

    public static ActivationArguments Read(AttributeReader reader) => new()
    {
        Function = reader.ReadProperty<int>("Activation"),
        Slope = reader.ReadProperty<double>("ActivationSlope"),
    };

    public ActivationSpec ToSpec()
    {
        Activation function = (Activation?)Function?.Value ?? Activation.None;
        return new(function, function == Activation.LeakyRelu ? Slope?.Value ?? ActivationDefaults.LeakySlope : 0);
    }
}
