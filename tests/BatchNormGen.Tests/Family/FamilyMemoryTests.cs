using BatchNormGen.Tests.Execution;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Rows that lie at the end of what may be read.</summary>
public sealed class FamilyMemoryTests
{
    /// <remarks>A row too many ends the process.</remarks>
    [LinuxFact]
    public void Nothing_behind_the_last_row_is_read()
    {
        using LonelyPage input = new(), arriving = new();
        foreach (INormalizationLayer<float> layer in (INormalizationLayer<float>[])[new BareRms(), new RmsRow33(), new BareLayer(), new LayerRow33()])
        {
            foreach (int rows in (int[])[1, 2, 7, 8, 9, 17])
            {
                Span<float> x = input.Last(rows * 33), dy = arriving.Last(rows * 33);
                for (int i = 0; i < x.Length; i++)
                {
                    (x[i], dy[i]) = (i % 7, i % 5);
                }

                var y = new float[x.Length];
                layer.ForwardTraining(x, y, rows);
                Assert.All(y, static value => Assert.True(float.IsFinite(value)));
                layer.Backward(x, dy, y, rows);
                Assert.All(y, static value => Assert.True(float.IsFinite(value)));
            }
        }
    }
}
