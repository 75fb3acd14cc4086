namespace BatchNormGen.Models.Tests.Reference;

/// <summary>The shape of one sample: maps, or features as maps of one position.</summary>
internal readonly record struct ReferenceShape(int Channels, int Height = 1, int Width = 1)
{
    public int Positions => Height * Width;

    public int Length => Channels * Positions;
}
