namespace FashionMnist.Dataset;

/// <summary>The content of an IDX file: bytes in C order.</summary>
internal sealed record IdxFile(string Path, uint[] Extents, ReadOnlyMemory<byte> Values);
