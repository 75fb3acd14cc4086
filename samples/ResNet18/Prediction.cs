using System.Numerics.Tensors;

namespace ImageClassifier;

/// <summary>Predicts a picture, and prints what there is to say.</summary>
internal static class Prediction
{
    private const int Shown = 5;

    public static void Run(Options options, TextWriter output)
    {
        string[]? names = options.Names is null ? null : ReadNames(options.Names);
        Picture picture = options.Image is null ? Picture.Draw() : Picture.Read(options.Image);
        var network = new ResNet18();
        if (options.Weights is not null)
        {
            Weights.Load(network, options.Weights);
        }

        output.WriteLine(ResNet18.Summary);
        output.WriteLine();
        output.WriteLine(options.Weights is null
            ? "Weights: random ones, of seed 0. The classes below mean nothing; give a file by --weights."
            : $"Weights: {options.Weights}");
        output.WriteLine($"Picture: {options.Image ?? "a drawn one"}, {picture.Width} × {picture.Height}");
        output.WriteLine();

        float[] image = Preparation.Of(picture), logits = new float[ResNet18.OutputLength];
        output.WriteLine("Time to predict it       first      later");
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            network.MaxDegreeOfParallelism = threads;
            Timing timing = Timing.Of(network.Freeze(), image, logits);
            output.WriteLine($"  {$"{threads} thread{(threads == 1 ? "" : "s")}",-16} {timing.First,8:F1} ms {timing.Later,7:F1} ms");
        }

        output.WriteLine();
        output.WriteLine("The five best classes");
        float[] probabilities = new float[logits.Length];
        TensorPrimitives.Subtract<float>(logits, TensorPrimitives.Max<float>(logits), probabilities); // so that no power overflows
        TensorPrimitives.SoftMax<float>(probabilities, probabilities);
        foreach (int best in Best(probabilities))
        {
            output.WriteLine($"  {best,4}  {probabilities[best] * 100,5:F1}%  {names?[best]}".TrimEnd());
        }
    }

    /// <summary>The classes of the largest probabilities, the largest first.</summary>
    public static IEnumerable<int> Best(float[] probabilities) =>
        Enumerable.Range(0, probabilities.Length).OrderByDescending(index => probabilities[index]).Take(Shown);

    private static string[] ReadNames(string path)
    {
        string[] names = File.ReadAllLines(path);
        return names.Length == ResNet18.OutputLength
            ? names
            : throw new InvalidDataException($"{path}: {names.Length} lines; expected {ResNet18.OutputLength}, the name of a class in each");
    }
}
