namespace BatchNormGen.Generator;

/// <summary>The names of the pipeline's steps, by which tests ask the driver what ran again.</summary>
internal static class TrackingNames
{
    public const string Parse = nameof(Parse);
    public const string LayerSpec = nameof(LayerSpec);
    public const string ModelParse = nameof(ModelParse);
    public const string ModelSpec = nameof(ModelSpec);
    public const string Diagnostics = nameof(Diagnostics);
}
