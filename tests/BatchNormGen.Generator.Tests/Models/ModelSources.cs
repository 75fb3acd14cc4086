namespace BatchNormGen.Generator.Tests.Models;

/// <summary>Models as users write them.</summary>
internal static class ModelSources
{
    public const string Using = "using BatchNormGen;\nusing BatchNormGen.Models;\n";

    /// <summary>The textbook's LeNet with batch normalization.</summary>
    public const string LeNet =
        """
        [Model(1, 28, 28, Preset = Framework.PyTorch)]
        public sealed partial class LeNet
        {
            private static Features Define(FeatureMaps x) => x
                .Conv2D("conv1", 6, 5, padding: 2, bias: false).BatchNorm("bn1").Sigmoid().AveragePool(2)
                .Conv2D("conv2", 16, 5, bias: false).BatchNorm("bn2").Sigmoid().AveragePool(2)
                .Flatten()
                .Dense("fc1", 120, bias: false).BatchNorm("bn3").Sigmoid()
                .Dense("fc2", 84, bias: false).BatchNorm("bn4").Sigmoid()
                .Dense("fc3", 10);
        }
        """;

    public const string Mlp =
        """
        [Model(784)]
        public sealed partial class Mlp
        {
            private const int Hidden = 1 << 8;

            private static Features Define(Features x)
            {
                for (int i = 0, width = Hidden; i < 2; i++, width /= 2)
                {
                    x = x.Dense($"dense{i}", width, bias: false).BatchNorm($"norm{i}").Relu().Dropout(0.5);
                }

                return x.Dense("logits", 10);
            }
        }
        """;

    /// <summary>torchvision's ResNet-18: names and numbers.</summary>
    public const string ResNet18 =
        """
        [Model(3, 224, 224, Preset = Framework.PyTorch)]
        public sealed partial class ResNet18
        {
            private static Features Define(FeatureMaps x)
            {
                x = x.Conv2D("conv1", 64, 7, stride: 2, padding: 3, bias: false).BatchNorm("bn1").Relu().MaxPool(3, stride: 2, padding: 1);
                for (int stage = 1, channels = 64; stage <= 4; stage++, channels *= 2)
                {
                    x = BasicBlock(x, $"layer{stage}.0.", channels, stride: stage == 1 ? 1 : 2);
                    x = BasicBlock(x, $"layer{stage}.1.", channels);
                }

                return x.GlobalAveragePool().Dense("fc", 1000);
            }

            private static FeatureMaps BasicBlock(FeatureMaps x, string name, int channels, int stride = 1)
            {
                FeatureMaps y = x
                    .Conv2D(name + "conv1", channels, 3, stride, padding: 1, bias: false).BatchNorm(name + "bn1").Relu()
                    .Conv2D(name + "conv2", channels, 3, padding: 1, bias: false).BatchNorm(name + "bn2");
                FeatureMaps skip = stride == 1 && x.Channels == channels
                    ? x
                    : x.Conv2D(name + "downsample.0", channels, 1, stride, bias: false).BatchNorm(name + "downsample.1");
                return (y + skip).Relu();
            }
        }
        """;

    /// <summary>An inverted residual of MobileNet, as an extension method in another class.</summary>
    public const string MobileNet =
        """
        [Model(24, 28, 28, Preset = Framework.Keras)]
        public sealed partial class MobileBlocks
        {
            private static FeatureMaps Define(FeatureMaps x) => x
                .InvertedResidual("block_1_", 24, stride: 1)
                .InvertedResidual("block_2_", 32, stride: 1, expansion: 4);
        }

        internal static class Blocks
        {
            public static FeatureMaps InvertedResidual(this FeatureMaps x, string name, int outputs, int stride, int expansion = 6)
            {
                int inside = x.Channels * expansion;
                FeatureMaps y = x.Conv2D(name + "expand", inside, 1, bias: false).BatchNorm(name + "expand_BN", momentum: 0.001).Relu6();
                y = y.Conv2D(name + "depthwise", inside, 3, stride, padding: 1, groups: inside, bias: false).BatchNorm(name + "depthwise_BN", momentum: 0.001).Relu6();
                y = y.Conv2D(name + "project", outputs, 1, bias: false).BatchNorm(name + "project_BN", momentum: 0.001);
                bool isResidual = stride == 1 && x.Channels == outputs;
                if (isResidual)
                {
                    y += x;
                }

                return y;
            }
        }
        """;

    /// <summary>One of each: layers that the others do not have, and what can be said in a definition.</summary>
    public const string Everything =
        """
        [Model(channels: 3, height: 32, width: 24)]
        public sealed partial class Everything
        {
            private const string Prefix = "stem" + ".";

            private static Features Define(FeatureMaps x)
            {
                FeatureMaps y = x.Conv2D(name: Prefix + 1, kernel: 3, outputs: 8, padding: 1).GroupNorm("gn", 4).Silu()
                    .Conv2D("depth", 16, 3, padding: 1, groups: 8, bias: false).InstanceNorm("instance").LeakyRelu(0.2f);
                FeatureMaps z = y.MaxPool(3, stride: 1, padding: 1).Then<Own>("own").Gelu();
                z += y;
                int count = z.Channels * z.Height * z.Width;
                Features f = z.AveragePool(2).Tanh().HardSwish().Dropout(rate: 0.25).Flatten();
                if (f.Count == count / 4 && !(count < 0) && count % 2 == 0)
                {
                    f = f.Dense("wide", f.Count >> 4).LayerNorm("ln").Relu().Dense("wider", 64).RmsNorm("rms");
                }
                else
                {
                    f = f.Dense("never", 1);
                }

                return Head(f.Then<Own>("turn", 4, 4, 4).Relu6().Then<Own>("back", 32).LeakyRelu(), classes: 5).Softmax().Relu();
            }

            private static Features Head(Features x, int classes) => x.Dense($"head{classes:D2}", classes, bias: false).BatchNorm("bn", epsilon: 1e-3, momentum: 0.25, scale: false) + x.Dense("skip", classes);
        }

        public abstract class Own : ILayer<float, Own>
        {
            public static Own Create(System.ReadOnlySpan<int> shape) => throw new System.NotSupportedException();
            public abstract System.Collections.Generic.IReadOnlyList<Parameter<float>> Parameters { get; }
            public abstract void ForwardTraining(System.ReadOnlySpan<float> x, System.Span<float> y, int batchSize);
            public abstract void ForwardInference(System.ReadOnlySpan<float> x, System.Span<float> y, int batchSize);
            public abstract void Backward(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> dy, System.Span<float> dx, int batchSize);
            public abstract void SaveState(StateDictionary state, string prefix = "", Framework? names = null);
            public abstract LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null);
        }
        """;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [nameof(LeNet)] = LeNet,
        [nameof(Mlp)] = Mlp,
        [nameof(ResNet18)] = ResNet18,
        [nameof(MobileNet)] = MobileNet,
        [nameof(Everything)] = Everything,
    };
}
