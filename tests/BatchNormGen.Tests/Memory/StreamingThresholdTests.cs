using BatchNormGen.Memory;
using Xunit;

namespace BatchNormGen.Tests.Memory;

public sealed class StreamingThresholdTests
{
    [Theory, InlineData(2), InlineData(3)]
    public void A_result_is_streamed_where_all_tensors_of_the_call_exceed_the_last_level(int tensors)
    {
        long least = StreamingThreshold.MinBytes(tensors, configured: null, lastLevel: 30_000_000);
        Assert.True(least * tensors > 30_000_000);
        Assert.True((least - 1) * tensors <= 30_000_000);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(1L << 40)]
    public void The_setting_wins_over_the_caches(long configured)
    {
        Assert.Equal(configured, StreamingThreshold.MinBytes(tensors: 2, configured, lastLevel: 30_000_000));
        Assert.Equal(configured, StreamingThreshold.MinBytes(tensors: 3, configured, lastLevel: 30_000_000));
    }

    [Theory, InlineData(-1), InlineData(long.MinValue)]
    public void A_negative_setting_switches_it_off(long configured) =>
        Assert.Equal(long.MaxValue, StreamingThreshold.MinBytes(tensors: 2, configured, lastLevel: 30_000_000));
}
