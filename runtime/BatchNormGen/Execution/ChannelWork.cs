using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>What is done for each channel, written for eight adjacent ones at a time.</summary>
internal interface IChannelWork
{
    /// <param name="c">The first of the channels.</param>
    /// <param name="count">How many there are.</param>
    void Run<TCount>(int c, TCount count)
        where TCount : struct, IChannelCount;
}

/// <summary>How many channels there are: eight, known to the JIT, or fewer, at the end of a range.</summary>
internal interface IChannelCount
{
    static abstract bool IsEight { get; }

    int Value { get; }
}

internal readonly struct EightChannels : IChannelCount
{
    public static bool IsEight => true;

    public int Value => ChannelVector.Length;
}

internal readonly struct FewerChannels(int count) : IChannelCount
{
    public static bool IsEight => false;

    public int Value => count;
}

/// <summary>Runs work over a range of channels.</summary>
internal static class ChannelWork
{
    /// <remarks>The last channels, if they are fewer than eight, have code of their own: its calls would cost the loop its registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TWork>(ChannelRange channels, TWork work)
        where TWork : struct, IChannelWork
    {
        int c = channels.First;
        for (; c <= channels.End - ChannelVector.Length; c += ChannelVector.Length)
        {
            work.Run(c, default(EightChannels));
        }

        if (c < channels.End)
        {
            RunFewer(c, channels.End - c, work);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunFewer<TWork>(int c, int count, TWork work)
        where TWork : struct, IChannelWork => work.Run(c, new FewerChannels(count));
}
