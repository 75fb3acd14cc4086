namespace BatchNormGen.Execution.Models;

/// <summary>Memory that grows with the largest batch, and is used again by smaller ones.</summary>
internal sealed unsafe class Arena
{
    private AlignedMemory? _memory;

    /// <summary>Room for so many values, with whatever they were.</summary>
    public float* Of(long length)
    {
        if (_memory is null || _memory.Length < length)
        {
            _memory = new(length);
        }

        return _memory.Pointer;
    }
}
