using System.Globalization;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

public class CultureTests
{
    private const string Layers =
        """
        using BatchNormGen;
        [BatchNorm(6, 4, Spatial = [28, 28], Epsilon = 1.5e-7, Momentum = 0.0125)] partial class Planes;
        [BatchNorm(1234567 % 100000, 2, Decay = 0.987654321, ElementType = typeof(double))] partial class Rows;
        [BatchNorm(33, 5, Layout = TensorLayout.ChannelsLast, CumulativeAverage = true, Epsilon = 1e-30, ElementType = typeof(double))] partial class Last;
        """;

    private const string Faults =
        """
        using BatchNormGen;
        [BatchNorm(-5, -2, Epsilon = -1.5e-7, Momentum = -1234.5, Decay = 1e30, Spatial = [-7], Layout = (TensorLayout)(-1))] partial class Norm;
        [BatchNorm(1000000, 3, Spatial = [1000000])] partial class Large;
        [BatchNorm(5, 2, Momentum = 0.75, Epsilon = 1e-9)] partial class Doubtful;
        """;

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("sv-SE")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public void The_output_is_the_same_to_the_byte_in_every_culture(string name)
    {
        CultureInfo culture = CultureInfo.GetCultureInfo(name);
        Assert.NotEqual((-1.5).ToString(CultureInfo.InvariantCulture), (-1.5).ToString(culture));

        string[] expected = OutputIn(CultureInfo.InvariantCulture);
        Assert.Equal(expected, OutputIn(culture));
    }

    private static string[] OutputIn(CultureInfo culture)
    {
        (CultureInfo current, CultureInfo currentUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            GeneratorRun layers = LayerCompilation.Of(Layers).Generate();
            GeneratorRun faults = LayerCompilation.Of(Faults).Generate();
            Assert.Equal(3, layers.Sources.Length);
            Assert.True(faults.Diagnostics.Length > 8);
            return
            [
                .. layers.Sources.Select(static source => source.HintName + "\n" + source.SourceText),
                .. faults.Diagnostics.Select(diagnostic => diagnostic.Id + diagnostic.Location.SourceSpan + diagnostic.GetMessage(culture)),
            ];
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (current, currentUI);
        }
    }
}
