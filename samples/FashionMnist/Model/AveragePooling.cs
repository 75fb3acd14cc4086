namespace FashionMnist.Model;

/// <summary>The mean of every 2 × 2 square, stride 2: (N, channels, height, width) → (N, channels, height / 2, width / 2); both even.</summary>
internal sealed class AveragePooling(int channels, int height, int width, int threads) : ILayer
{
    public int InputLength => channels * height * width;

    public int OutputLength => InputLength / 4;

    public void Forward(float[] x, float[] y, int batchSize, bool training) =>
        ForEachRow(batchSize, (upperRow, outputRow) =>
        {
            ReadOnlySpan<float> upper = x.AsSpan(upperRow, width);
            ReadOnlySpan<float> lower = x.AsSpan(upperRow + width, width);
            Span<float> output = y.AsSpan(outputRow, width / 2);
            for (int column = 0; column < output.Length; column++)
            {
                output[column] = 0.25f * (upper[2 * column] + upper[2 * column + 1] + lower[2 * column] + lower[2 * column + 1]);
            }
        });

    public void Backward(float[] x, float[] y, float[] dy, float[]? dx, int batchSize) =>
        ForEachRow(batchSize, (upperRow, outputRow) =>
        {
            Span<float> upper = dx.AsSpan(upperRow, width);
            ReadOnlySpan<float> dOutput = dy.AsSpan(outputRow, width / 2);
            for (int column = 0; column < dOutput.Length; column++)
            {
                upper[2 * column] = upper[2 * column + 1] = 0.25f * dOutput[column];
            }

            upper.CopyTo(dx.AsSpan(upperRow + width, width));
        });

    /// <summary>Calls <paramref name="body"/> with where each pair of input rows and its output row start.</summary>
    private void ForEachRow(int batchSize, Action<int, int> body)
    {
        int rows = channels * height / 2;
        Shards.ForEach(batchSize, threads, (_, first, count) =>
        {
            for (int row = first * rows; row < (first + count) * rows; row++)
            {
                body(row * 2 * width, row * (width / 2));
            }
        });
    }
}
