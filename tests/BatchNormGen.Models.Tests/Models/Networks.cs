using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>A small residual network, with blocks as methods and names as PyTorch has them.</summary>
[Model(3, 13, 13, Preset = Framework.PyTorch)]
internal sealed partial class SmallResNet : IReferenced
{
    public static Flow Reference(Flow x)
    {
        x = x.Conv2D("conv1", 16, 3, padding: 1, bias: false).BatchNorm("bn1").Relu().MaxPool(3, stride: 2, padding: 1);
        x = Block(x, 16, 1);
        x = Block(x, 33, 2);
        return x.GlobalAveragePool().Dense("fc", 10);
    }

    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("conv1", 16, 3, padding: 1, bias: false).BatchNorm("bn1").Relu().MaxPool(3, stride: 2, padding: 1);
        for (int stage = 1, channels = 16; stage <= 2; stage++, channels = 33)
        {
            x = Block(x, $"layer{stage}.0.", channels, stride: stage);
        }

        return x.GlobalAveragePool().Dense("fc", 10);
    }

    private static FeatureMaps Block(FeatureMaps x, string name, int channels, int stride)
    {
        FeatureMaps y = x
            .Conv2D(name + "conv1", channels, 3, stride, padding: 1, bias: false).BatchNorm(name + "bn1").Relu()
            .Conv2D(name + "conv2", channels, 3, padding: 1, bias: false).BatchNorm(name + "bn2");
        FeatureMaps skip = stride == 1 && x.Channels == channels ? x : x.Conv2D(name + "downsample.0", channels, 1, stride, bias: false).BatchNorm(name + "downsample.1");
        return (y + skip).Relu();
    }

    private static Flow Block(Flow x, int channels, int stride)
    {
        string name = $"layer{stride}.0.";
        Flow y = x
            .Conv2D("conv1", channels, 3, stride, padding: 1, bias: false).BatchNorm(name + "bn1").Relu()
            .Conv2D("conv2", channels, 3, padding: 1, bias: false).BatchNorm(name + "bn2");
        Flow skip = stride == 1 ? x : x.Conv2D("downsample.0", channels, 1, stride, bias: false).BatchNorm(name + "downsample.1");
        return (y + skip).Relu();
    }
}

/// <summary>Blocks as in small networks for telephones: channels are made more, filtered each by itself, and made fewer.</summary>
[Model(3, 13, 15, Preset = Framework.Keras)]
internal sealed partial class SmallMobileNet : IReferenced
{
    public static Flow Reference(Flow x)
    {
        x = x.Conv2D("stem", 16, 3, stride: 2, padding: 1, bias: false).BatchNorm("stem_bn").HardSwish();
        Flow expanded = x.Conv2D("expand", 48, 1, bias: false).BatchNorm("expand_bn").Relu6();
        Flow filtered = expanded.Conv2D("depthwise", 48, 3, padding: 1, groups: 48, bias: false).BatchNorm("depthwise_bn").Relu6();
        x = filtered.Conv2D("project", 16, 1, bias: false).BatchNorm("project_bn") + x;
        return x.GlobalAveragePool().Dense("logits", 5);
    }

    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("stem", 16, 3, stride: 2, padding: 1, bias: false).BatchNorm("stem_bn").HardSwish();
        FeatureMaps expanded = x.Conv2D("expand", 3 * x.Channels, 1, bias: false).BatchNorm("expand_bn").Relu6();
        FeatureMaps filtered = expanded.Conv2D("depthwise", expanded.Channels, 3, padding: 1, groups: expanded.Channels, bias: false).BatchNorm("depthwise_bn").Relu6();
        x = filtered.Conv2D("project", x.Channels, 1, bias: false).BatchNorm("project_bn") + x;
        return x.GlobalAveragePool().Dense("logits", 5);
    }
}

/// <summary>The network of the documentation, on smaller images.</summary>
[Model(1, 15, 15, Preset = Framework.PyTorch)]
internal sealed partial class SmallLeNet : IReferenced
{
    public static Flow Reference(Flow x) => x
        .Conv2D("conv1", 6, 5, padding: 2, bias: false).BatchNorm("bn1").Sigmoid().AveragePool(2)
        .Conv2D("conv2", 16, 5, bias: false).BatchNorm("bn2").Sigmoid().AveragePool(2, stride: 1)
        .Flatten()
        .Dense("fc1", 40, bias: false).BatchNorm("bn3").Sigmoid()
        .Dense("fc2", 10);

    private static Features Define(FeatureMaps x) => x
        .Conv2D("conv1", 6, 5, padding: 2, bias: false).BatchNorm("bn1").Sigmoid().AveragePool(2)
        .Conv2D("conv2", 16, 5, bias: false).BatchNorm("bn2").Sigmoid().AveragePool(2, stride: 1)
        .Flatten()
        .Dense("fc1", 40, bias: false).BatchNorm("bn3").Sigmoid()
        .Dense("fc2", 10);
}
