namespace BatchNormGen.Generator.Model;

/// <summary>The shape of the tensors that a layer works on.</summary>
internal abstract record ShapeSpec
{
    /// <summary>The number of values of each learned parameter: of channels, or of the values of a row.</summary>
    public abstract int NumFeatures { get; }
}
