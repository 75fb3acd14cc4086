using System.Text.Json;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.GoldenVectors;

/// <summary>One file of reference vectors: a declaration, parameters, training steps and a prediction.</summary>
internal sealed record GoldenCase
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public required JsonElement Layer { get; init; }
    public double[]? Gamma { get; init; }
    public double[]? Beta { get; init; }
    public required IReadOnlyList<GoldenStep> Steps { get; init; }
    public required GoldenStep Inference { get; init; }

    public static GoldenCase Load(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        JsonElement root = document.RootElement.Clone();
        return new GoldenCase
        {
            Layer = root.GetProperty("layer"),
            Gamma = GoldenStep.Numbers(root, "gamma"),
            Beta = GoldenStep.Numbers(root, "beta"),
            Steps = [.. root.GetProperty("steps").EnumerateArray().Select(GoldenStep.Read)],
            Inference = GoldenStep.Read(root.GetProperty("inference")),
        };
    }

    /// <summary>The case as a layer is to meet it: the file's numbers, but for those of constant channels.</summary>
    public static GoldenCase LoadFor(LayerDeclaration declaration, string name)
    {
        GoldenCase golden = Load(name);
        return golden with { Steps = [.. golden.Steps.Select(step => golden.WithBetaInConstantChannels(step, declaration.Layout))] };
    }

    /// <summary>
    /// libtorch folds the mean into the shift and so leaves a constant channel some roundings of mean / √epsilon beside beta; a generated
    /// layer promises beta itself.
    /// </summary>
    public GoldenStep WithBetaInConstantChannels(GoldenStep step, TensorLayout layout)
    {
        TensorShape shape = step.Shape(layout);
        double[] y = [.. step.Y];
        for (int c = 0; c < shape.Channels; c++)
        {
            int[] indices = shape.IndicesOf(c);
            if (indices.All(i => step.X[i].Equals(step.X[indices[0]])))
            {
                Array.ForEach(indices, i => y[i] = Beta?[c] ?? 0);
            }
        }

        return step with { Y = y };
    }

    /// <summary>A reference layer with the case's parameters.</summary>
    public ReferenceLayer Reference(LayerDeclaration declaration)
    {
        var reference = new ReferenceLayer(declaration);
        Gamma?.CopyTo(reference.Gamma, 0);
        Beta?.CopyTo(reference.Beta, 0);
        return reference;
    }
}
