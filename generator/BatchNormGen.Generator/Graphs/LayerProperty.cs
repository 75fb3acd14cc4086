namespace BatchNormGen.Generator.Graphs;

/// <summary>The property that a model has for a layer.</summary>
/// <param name="Name">Its name: <c>Layer1_0_Conv1</c>.</param>
/// <param name="Layer">The layer's name: <c>layer1.0.conv1</c>.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Accessibility">Who may see it: everyone, unless the type is a layer of the user's own that not everyone may see.</param>
internal sealed record LayerProperty(string Name, string Layer, string Type, string Accessibility = "public")
{
    private const string Namespace = "global::BatchNormGen.Models.";

    /// <summary>The type of the property of a layer of the library's own.</summary>
    /// <param name="method">The word by which a definition calls it.</param>
    public static string TypeOf(string method) => Namespace + method switch
    {
        "Conv2D" => "ConvolutionParameters<float>",
        "Dense" => "DenseParameters<float>",
        _ => "NormalizationParameters<float>",
    };
}
