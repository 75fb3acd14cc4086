using System.Reflection;
using System.Text.Json;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.GoldenVectors;

public sealed class GoldenDeclarationTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Fact]
    public void Every_file_has_one_layer_type_and_every_such_type_a_file()
    {
        Assert.Equal(39, GoldenCase.Names.Count());
        Assert.Equal(GoldenCase.Names, GoldenLayers.All.Keys);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_declaration_says_what_the_file_says(string name)
    {
        LayerDeclaration declaration = LayerDeclaration.Of(GoldenLayers.All[name]);
        JsonElement layer = GoldenCase.Load(name).Layer;

        Assert.Equal("BatchNorm", layer.GetProperty("kind").GetString());
        Assert.Equal("none", layer.GetProperty("activation").GetString());
        Assert.False(layer.GetProperty("residual").GetBoolean());
        Assert.Equal(layer.GetProperty("numFeatures").GetInt32(), declaration.NumFeatures);
        Assert.Equal(layer.GetProperty("numDims").GetInt32(), declaration.NumDims);
        Assert.Equal(layer.GetProperty("epsilon").GetDouble(), declaration.Epsilon);
        Assert.Equal(layer.GetProperty("momentum").ValueKind == JsonValueKind.Null ? null : layer.GetProperty("momentum").GetDouble(), declaration.Momentum);
        Assert.Equal(layer.GetProperty("affine").GetBoolean(), declaration.Scale);
        Assert.Equal(layer.GetProperty("affine").GetBoolean(), declaration.Shift);
        Assert.Equal(layer.GetProperty("trackRunningStats").GetBoolean(), declaration.TrackMovingStatistics);
        Assert.Equal(layer.GetProperty("layout").GetString(), declaration.Layout == TensorLayout.ChannelsFirst ? "channelsFirst" : "channelsLast");
        Assert.Equal(layer.GetProperty("dtype").GetString(), declaration.ElementType == typeof(float) ? "float32" : "float64");
        // Without moving averages there is no variance to choose an estimator for.
        if (declaration.TrackMovingStatistics)
        {
            Assert.Equal(layer.GetProperty("runningVariance").GetString(), declaration.MovingVariance == VarianceEstimator.Biased ? "biased" : "unbiased");
        }
    }
}

/// <summary>The layer type of each file of reference vectors.</summary>
internal static class GoldenLayers
{
    public static SortedDictionary<string, Type> All { get; } = new(
        LayerTypes.All
            .Where(type => type.GetCustomAttribute<GoldenVectorAttribute>() is not null)
            .ToDictionary(type => type.GetCustomAttribute<GoldenVectorAttribute>()!.Name),
        StringComparer.Ordinal);
}
