using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests;

/// <summary>A layer implements what it can do, and no interface of which it could only throw.</summary>
public class LayerInterfaceTests
{
    private const string Every = "INormalizationLayer<float>, IChannelNormalization, ISavedLayer, IBatchStatistics<float>, ICollectiveLayer";
    private const string Moving = Every + ", IMovingStatistics<float, float>";
    private const string Constant = ", IFreezable<float>, IFoldable<float>";

    [Theory]
    [InlineData("8, 2", Moving + ", IMomentum" + Constant)]
    [InlineData("8, 4, Decay = 0.99, Layout = TensorLayout.ChannelsLast", Moving + ", IMomentum" + Constant)]
    [InlineData("8, 4, Spatial = [7, 7], Scale = false, Shift = false", Moving + ", IMomentum" + Constant)]
    [InlineData("8, 3, Preset = Framework.Keras", Moving + ", IMomentum" + Constant)]
    [InlineData("8, 2, CumulativeAverage = true", Moving + Constant)]
    [InlineData("8, 2, TrackMovingStatistics = false", Every)]
    [InlineData("8, 5, TrackMovingStatistics = false, Scale = false, Shift = false", Every)]
    [InlineData(
        "8, 2, ElementType = typeof(double)",
        "INormalizationLayer<double>, IChannelNormalization, ISavedLayer, IBatchStatistics<double>, ICollectiveLayer, IMovingStatistics<double, double>, IMomentum, IFreezable<double>, IFoldable<double>")]
    public void A_layer_implements_what_its_declaration_allows(string declaration, string interfaces) =>
        Assert.Equal(interfaces, string.Join(", ", Interfaces(declaration)));

    private static IEnumerable<string> Interfaces(string declaration) =>
        LayerCompilation.Of($"using BatchNormGen; [BatchNorm({declaration})] partial class Norm;").Generate().AssertCompiles().Output
            .GetTypeByMetadataName("Norm")!.Interfaces
            .Select(static type => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
}
