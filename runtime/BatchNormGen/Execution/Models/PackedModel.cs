namespace BatchNormGen.Execution.Models;

/// <summary>A model's numbers in the form in which predictions take them, and a copy of the numbers that they were made from.</summary>
internal sealed class PackedModel(long packedLength, long numbersLength)
{
    /// <summary>The packed numbers.</summary>
    public AlignedMemory Memory { get; } = new(packedLength);

    /// <summary>What they were made from.</summary>
    public float[] Numbers { get; } = new float[numbersLength];

    /// <summary>The calls that use it.</summary>
    public int Users { get; set; }
}
