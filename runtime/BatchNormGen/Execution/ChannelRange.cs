namespace BatchNormGen.Execution;

/// <summary>Adjacent channels.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The one behind the last.</param>
internal readonly record struct ChannelRange(int First, int End)
{
    public int Count => End - First;
}
