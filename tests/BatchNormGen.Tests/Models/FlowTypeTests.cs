using BatchNormGen.Models;
using Xunit;

namespace BatchNormGen.Tests.Models;

/// <summary>Flow types are words for the compiler: called, they say so.</summary>
public class FlowTypeTests
{
    private static readonly Dictionary<string, Action> Calls = new()
    {
        ["Channels"] = static () => _ = default(FeatureMaps).Channels,
        ["Height"] = static () => _ = default(FeatureMaps).Height,
        ["Width"] = static () => _ = default(FeatureMaps).Width,
        ["Conv2D"] = static () => default(FeatureMaps).Conv2D("conv", 8, 3, stride: 2, padding: 1, groups: 4, bias: false),
        ["MaxPool"] = static () => default(FeatureMaps).MaxPool(2),
        ["AveragePool"] = static () => default(FeatureMaps).AveragePool(2, stride: 1, padding: 1),
        ["GlobalAveragePool"] = static () => default(FeatureMaps).GlobalAveragePool(),
        ["Flatten"] = static () => default(FeatureMaps).Flatten(),
        ["BatchNorm"] = static () => default(FeatureMaps).BatchNorm("bn", epsilon: 1e-3, momentum: 0.1, scale: false, shift: false),
        ["GroupNorm"] = static () => default(FeatureMaps).GroupNorm("gn", 4),
        ["InstanceNorm"] = static () => default(FeatureMaps).InstanceNorm("in"),
        ["Relu"] = static () => default(FeatureMaps).Relu(),
        ["Relu6"] = static () => default(FeatureMaps).Relu6(),
        ["LeakyRelu"] = static () => default(FeatureMaps).LeakyRelu(0.2),
        ["Sigmoid"] = static () => default(FeatureMaps).Sigmoid(),
        ["Tanh"] = static () => default(FeatureMaps).Tanh(),
        ["Silu"] = static () => default(FeatureMaps).Silu(),
        ["Gelu"] = static () => default(FeatureMaps).Gelu(),
        ["HardSwish"] = static () => default(FeatureMaps).HardSwish(),
        ["Dropout"] = static () => default(FeatureMaps).Dropout(0.5),
        ["+"] = static () => _ = default(FeatureMaps) + default(FeatureMaps),
        ["Then"] = static () => default(FeatureMaps).Then<Doubling>("own"),
        ["Then features"] = static () => default(FeatureMaps).Then<Doubling>("own", 4),
        ["Then maps"] = static () => default(FeatureMaps).Then<Doubling>("own", 4, 2, 2),
        ["Features.Count"] = static () => _ = default(Features).Count,
        ["Features.Dense"] = static () => default(Features).Dense("fc", 10, bias: false),
        ["Features.BatchNorm"] = static () => default(Features).BatchNorm("bn"),
        ["Features.LayerNorm"] = static () => default(Features).LayerNorm("ln"),
        ["Features.RmsNorm"] = static () => default(Features).RmsNorm("rms"),
        ["Features.Relu"] = static () => default(Features).Relu(),
        ["Features.Relu6"] = static () => default(Features).Relu6(),
        ["Features.LeakyRelu"] = static () => default(Features).LeakyRelu(),
        ["Features.Sigmoid"] = static () => default(Features).Sigmoid(),
        ["Features.Tanh"] = static () => default(Features).Tanh(),
        ["Features.Silu"] = static () => default(Features).Silu(),
        ["Features.Gelu"] = static () => default(Features).Gelu(),
        ["Features.HardSwish"] = static () => default(Features).HardSwish(),
        ["Features.Dropout"] = static () => default(Features).Dropout(0.5),
        ["Features.+"] = static () => _ = default(Features) + default(Features),
        ["Features.Softmax"] = static () => default(Features).Softmax(),
        ["Features.Then"] = static () => default(Features).Then<Doubling>("own"),
        ["Features.Then features"] = static () => default(Features).Then<Doubling>("own", 4),
        ["Features.Then maps"] = static () => default(Features).Then<Doubling>("own", 4, 2, 2),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_member_that_is_called_says_that_definitions_do_not_run(string name) =>
        Assert.Contains("does not run", Assert.Throws<NotSupportedException>(Calls[name]).Message, StringComparison.Ordinal);

    [Fact]
    public void The_attribute_tells_what_it_was_given()
    {
        Assert.Equal([784], new ModelAttribute(784).InputShape);
        ModelAttribute images = new(3, 224, 112) { Preset = Framework.Keras };
        Assert.Equal([3, 224, 112], images.InputShape);
        Assert.Equal(Framework.Keras, images.Preset);
    }
}
