namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>64 bytes, as one, two or four vectors: what moves between memory and the caches.</summary>
internal unsafe interface ILine<TSelf>
    where TSelf : struct, ILine<TSelf>
{
    static abstract TSelf Load(float* source);

    static abstract void Store(TSelf line, float* destination);

    /// <summary>Writes past the caches, to whole 64 bytes.</summary>
    static abstract void Stream(TSelf line, float* destination);

    /// <summary>The cheapest way to use two lines.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>A number that depends on all bits.</summary>
    static abstract float Any(TSelf line);
}
