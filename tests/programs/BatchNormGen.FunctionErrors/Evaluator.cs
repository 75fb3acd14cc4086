namespace BatchNormGen.FunctionErrors;

/// <summary>Applies a function to numbers, a multiple of 64 bytes, with lanes of vectors of 512, 256 or 128 bits.</summary>
public delegate void Evaluator<T>(int bits, ReadOnlySpan<T> z, Span<T> y);
