namespace FashionMnist.Dataset;

/// <summary>The data set's four files, checked against each other.</summary>
internal sealed record FashionMnistData(ImageSet Train, ImageSet Test)
{
    public const int Classes = 10;

    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <exception cref="InvalidDataException">A file is missing, damaged, or does not fit its partner; the message says which and why.</exception>
    public static FashionMnistData Load(string folder) =>
        // Normalizing a batch takes two samples; testing takes one.
        new(LoadSet(folder, "train", fewest: 2), LoadSet(folder, "t10k", fewest: 1));

    private static ImageSet LoadSet(string folder, string prefix, int fewest)
    {
        IdxFile images = IdxReader.Read(folder, prefix + "-images-idx3-ubyte", dimensions: 3);
        IdxFile labels = IdxReader.Read(folder, prefix + "-labels-idx1-ubyte", dimensions: 1);
        if (images.Extents is not [_, ImageSet.Side, ImageSet.Side])
        {
            throw new InvalidDataException(
                $"{images.Path}: images of {images.Extents[1]} × {images.Extents[2]} instead of {ImageSet.Side} × {ImageSet.Side}");
        }

        if (images.Extents[0] != labels.Extents[0])
        {
            throw new InvalidDataException($"{labels.Path}: {labels.Extents[0]:N0} labels for {images.Extents[0]:N0} images");
        }

        if (images.Extents[0] < fewest)
        {
            throw new InvalidDataException($"{images.Path}: {images.Extents[0]} images are too few; {fewest} or more are needed");
        }

        int wrong = labels.Values.Span.IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
        {
            throw new InvalidDataException(
                $"{labels.Path}: label {labels.Values.Span[wrong]} of image {wrong:N0} is not one of 0 to {Classes - 1}");
        }

        return new ImageSet(images.Values, labels.Values.ToArray().Select(static label => (int)label).ToArray());
    }
}
