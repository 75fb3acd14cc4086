using ImageClassifier;
using SkiaSharp;

namespace BatchNormGen.Samples.Tests;

public sealed class ResNet18Tests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>As torchvision counts and names them, by the table of docs/interop.md.</summary>
    [Fact]
    public void The_network_has_the_parameters_names_and_shapes_of_torchvision()
    {
        Assert.Equal(11_689_512, ResNet18.ParameterCount);
        string[] documented = [.. TensorTable.Of("docs/interop.md", "ResNet-18 of torchvision").Order(StringComparer.Ordinal)];
        Assert.Equal(122, documented.Length);

        var state = new StateDictionary();
        new ResNet18().SaveState(state);
        Assert.Equal(documented, state.Names.Order(StringComparer.Ordinal).Select(name => state.TryGet(name, out StateTensor? tensor) ? $"{name} ({string.Join(", ", tensor.Shape)})" : name));
    }

    [Fact]
    public void The_program_predicts_a_drawn_picture_and_says_that_its_weights_are_random()
    {
        string[] lines = Run(new(Image: null, Weights: null, Names: null));
        Assert.Contains("total", lines.Single(static line => line.Contains("1,814,073,344", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Weights: random ones, of seed 0. The classes below mean nothing; give a file by --weights.", lines);
        Assert.Contains(lines, static line => line.StartsWith("  1 thread ", StringComparison.Ordinal));
        Assert.Equal("The five best classes", lines[^6]);
    }

    [Fact]
    public void A_picture_weights_and_names_are_taken_from_files()
    {
        string image = Path.Combine(_folder, "a.png"), weights = Path.Combine(_folder, "a.safetensors"), names = Path.Combine(_folder, "a.txt");
        Picture picture = Picture.Draw();
        File.WriteAllBytes(image, Encoded(picture, SKEncodedImageFormat.Png));
        File.WriteAllLines(names, Enumerable.Range(0, 1000).Select(static index => $"name {index}"));
        var network = new ResNet18();
        network.Initialize(seed: 3);
        network.Fc.Bias!.Value[123] = 100;
        var state = new StateDictionary();
        network.SaveState(state);
        state.Save(weights);

        string[] lines = Run(new(image, weights, names));

        Assert.Contains($"Weights: {weights}", lines);
        Assert.Contains($"Picture: {image}, 400 × 300", lines);
        Assert.Equal("   123  100.0%  name 123", lines[^5]);
    }

    [Fact]
    public void What_is_wrong_with_a_file_names_it()
    {
        string wrong = Path.Combine(_folder, "wrong");
        File.WriteAllText(wrong, "nothing of the kind");
        var state = new StateDictionary();
        state.Set("conv1.weight", StateTensor.Create<float>([1]));
        string other = Path.Combine(_folder, "other.safetensors");
        state.Save(other);

        Assert.StartsWith($"{wrong}: not a picture", Assert.Throws<InvalidDataException>(() => Run(new(wrong, null, null))).Message, StringComparison.Ordinal);
        Assert.Contains(wrong, Assert.Throws<InvalidDataException>(() => Run(new(null, wrong, null))).Message, StringComparison.Ordinal);
        string message = Assert.Throws<InvalidDataException>(() => Run(new(null, other, null))).Message;
        Assert.StartsWith($"{other}: ", message, StringComparison.Ordinal);
        Assert.Contains("'conv1.weight' is Float32", message, StringComparison.Ordinal);
        Assert.StartsWith($"{wrong}: 1 lines", Assert.Throws<InvalidDataException>(() => Run(new(null, null, wrong))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_written_is_read_again()
    {
        Picture picture = Picture.Draw();
        string png = Path.Combine(_folder, "a.png"), jpeg = Path.Combine(_folder, "a.jpg");
        File.WriteAllBytes(png, Encoded(picture, SKEncodedImageFormat.Png));
        File.WriteAllBytes(jpeg, Encoded(picture, SKEncodedImageFormat.Jpeg));

        Assert.Equal(picture.Pixels, Picture.Read(png).Pixels);
        Picture read = Picture.Read(jpeg);
        Assert.Equal((400, 300), (read.Width, read.Height));
        Assert.InRange(picture.Pixels.Zip(read.Pixels, static (one, other) => Math.Abs(one - other)).Average(), 0, 3);
    }

    /// <summary>Half the length: the triangle has weights 1, 3, 3, 1 of 8, and what lies outside does not count.</summary>
    [Fact]
    public void A_picture_is_made_smaller_by_a_wider_triangle()
    {
        Picture row = Gray([10, 20, 60, 100, 200, 240], width: 6);
        byte[] expected = [Mean((3, 10), (3, 20), (1, 60)), Mean((1, 20), (3, 60), (3, 100), (1, 200)), Mean((1, 100), (3, 200), (3, 240))];
        Assert.Equal(expected, Reds(Resampling.Resize(row, 3, 1)));
        Assert.Equal(expected, Reds(Resampling.Resize(Gray([10, 20, 60, 100, 200, 240], width: 1), 1, 3)));

        static byte Mean(params (int Weight, int Value)[] terms) =>
            (byte)Math.Floor((terms.Sum(static term => (double)term.Weight * term.Value) / terms.Sum(static term => term.Weight)) + 0.5);
    }

    [Fact]
    public void A_picture_is_made_larger_between_its_neighbors()
    {
        Assert.Equal([10, 20, 40, 50], Reds(Resampling.Resize(Gray([10, 50], width: 2), 4, 1)));
        Picture same = Picture.Draw();
        Assert.Equal(same.Pixels, Resampling.Resize(same, same.Width, same.Height).Pixels);
    }

    [Theory, InlineData(300, 200), InlineData(100, 260), InlineData(224, 224)]
    public void Each_color_is_normalized(int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height).SelectMany(static _ => (byte[])[200, 100, 50])];
        float[] input = Preparation.Of(new(pixels, width, height));
        Assert.Equal(3 * 224 * 224, input.Length);
        (double Value, double Mean, double Deviation)[] colors = [(200, 0.485, 0.229), (100, 0.456, 0.224), (50, 0.406, 0.225)];
        for (int color = 0; color < 3; color++)
        {
            double expected = ((colors[color].Value / 255) - colors[color].Mean) / colors[color].Deviation;
            Assert.All(input.Skip(color * 224 * 224).Take(224 * 224), value => Assert.Equal(expected, value, 1e-5));
        }
    }

    /// <summary>512 × 256 stays as it is: columns 144 to 367 and rows 16 to 239 are cut out.</summary>
    [Fact]
    public void The_middle_is_cut_out()
    {
        byte[] pixels = [.. Enumerable.Range(0, 512 * 256).SelectMany(static place => (byte[])[(byte)(place % 512 / 2), (byte)(place / 512), 0])];
        float[] input = Preparation.Of(new(pixels, 512, 256));
        Assert.Equal(((144 / 2 / 255.0) - 0.485) / 0.229, input[0], 1e-5);
        Assert.Equal(((367 / 2 / 255.0) - 0.485) / 0.229, input[223], 1e-5);
        Assert.Equal(((16 / 255.0) - 0.456) / 0.224, input[224 * 224], 1e-5);
        Assert.Equal(((239 / 255.0) - 0.456) / 0.224, input[(2 * 224 * 224) - 1], 1e-5);
    }

    private static string[] Run(Options options)
    {
        using var output = new StringWriter();
        Prediction.Run(options, output);
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    private static Picture Gray(byte[] values, int width) => new([.. values.SelectMany(static value => (byte[])[value, value, value])], width, values.Length / width);

    private static byte[] Reds(Picture picture) => [.. picture.Pixels.Where(static (_, i) => i % 3 == 0)];

    private static byte[] Encoded(Picture picture, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(picture.Width, picture.Height);
        for (int place = 0; place < picture.Width * picture.Height; place++)
        {
            bitmap.SetPixel(place % picture.Width, place / picture.Width, new(picture.Pixels[3 * place], picture.Pixels[(3 * place) + 1], picture.Pixels[(3 * place) + 2]));
        }

        using SKData data = bitmap.Encode(format, quality: 95);
        return data.ToArray();
    }
}
