using System.Reflection;
using System.Runtime.CompilerServices;
using BatchNormGen.Generator.Tests.Compiling;
using BatchNormGen.Generator.Tests.Snapshotting;

namespace BatchNormGen.Generator.Tests;

/// <summary>
/// What is generated for typical declarations, to be read and reviewed. How to accept changes is told at <see cref="Snapshot"/>.
/// </summary>
public class SnapshotTests
{
    // Shapes.
    [Fact]
    public Task Vectors() => Check("[BatchNorm(64, 2)] public sealed partial class Norm;");

    [Fact]
    public Task Signals() => Check("[BatchNorm(32, 3)] public sealed partial class Norm;");

    [Fact]
    public Task Free_images() => Check("[BatchNorm(64, 4)] public sealed partial class Norm;");

    [Fact]
    public Task Fixed_images() => Check("[BatchNorm(6, 4, Spatial = [28, 28])] public sealed partial class Norm;");

    [Fact]
    public Task Volumes() => Check("[BatchNorm(16, 5)] public sealed partial class Norm;");

    [Fact]
    public Task Fixed_volumes() => Check("[BatchNorm(16, 5, Spatial = [4, 6, 8])] public sealed partial class Norm;");

    [Fact]
    public Task Channels_last_images() => Check("[BatchNorm(32, 4, Layout = TensorLayout.ChannelsLast)] public sealed partial class Norm;");

    [Fact]
    public Task Fixed_channels_last_images() =>
        Check("[BatchNorm(24, 4, Layout = TensorLayout.ChannelsLast, Spatial = [14, 14])] public sealed partial class Norm;");

    // Sizes: whole tiles, tiles in loops, rests; planes written out, in loops, and handed over in parts.
    [Fact]
    public Task One_feature() => Check("[BatchNorm(1, 2)] public sealed partial class Norm;");

    [Fact]
    public Task Few_features() => Check("[BatchNorm(13, 2)] public sealed partial class Norm;");

    [Fact]
    public Task Features_with_a_rest() => Check("[BatchNorm(200, 2)] public sealed partial class Norm;");

    [Fact]
    public Task Many_features() => Check("[BatchNorm(4096, 2)] public sealed partial class Norm;");

    [Fact]
    public Task Planes_of_1_by_1() => Check("[BatchNorm(512, 4, Spatial = [1, 1])] public sealed partial class Norm;");

    [Fact]
    public Task Planes_of_7_by_7() => Check("[BatchNorm(512, 4, Spatial = [7, 7])] public sealed partial class Norm;");

    [Fact]
    public Task Planes_of_56_by_56() => Check("[BatchNorm(64, 4, Spatial = [56, 56])] public sealed partial class Norm;");

    [Fact]
    public Task Planes_of_112_by_112() => Check("[BatchNorm(64, 4, Spatial = [112, 112])] public sealed partial class Norm;");

    // Settings.
    [Fact]
    public Task Double_vectors() => Check("[BatchNorm(21, 2, ElementType = typeof(double))] public sealed partial class Norm;");

    [Fact]
    public Task Double_images() => Check("[BatchNorm(3, 4, Spatial = [5, 5], ElementType = typeof(double))] public sealed partial class Norm;");

    [Fact]
    public Task No_parameters() => Check("[BatchNorm(16, 2, Scale = false, Shift = false)] public sealed partial class Norm;");

    [Fact]
    public Task Scale_only() => Check("[BatchNorm(16, 2, Shift = false)] public sealed partial class Norm;");

    [Fact]
    public Task Shift_only() => Check("[BatchNorm(16, 2, Scale = false)] public sealed partial class Norm;");

    [Fact]
    public Task Cumulative() => Check("[BatchNorm(16, 2, CumulativeAverage = true)] public sealed partial class Norm;");

    [Fact]
    public Task Untracked() => Check("[BatchNorm(16, 4, TrackMovingStatistics = false)] public sealed partial class Norm;");

    [Fact]
    public Task Decay() => Check("[BatchNorm(16, 2, Decay = 0.99, Epsilon = 1e-3)] public sealed partial class Norm;");

    [Fact]
    public Task Unbiased() => Check("[BatchNorm(16, 2, MovingVariance = VarianceEstimator.Unbiased, Momentum = 0.01)] public sealed partial class Norm;");

    // Presets: as a framework has it, and with a setting of one's own beside.
    [Fact]
    public Task Preset_Keras() => Check("[BatchNorm(32, 4, Preset = Framework.Keras)] public sealed partial class Norm;");

    [Fact]
    public Task Preset_PyTorch() => Check("[BatchNorm(64, 4, Preset = Framework.PyTorch, Decay = 0.97)] public sealed partial class Norm;");

    // The other kinds: rows, groups of channels, and a channel by itself, first and last.
    [Fact]
    public Task Layer_norm() => Check("[LayerNorm(64)] public sealed partial class Norm;");

    [Fact]
    public Task Rms_norm() => Check("[RmsNorm(512)] public sealed partial class Norm;");

    [Fact]
    public Task Group_norm() => Check("[GroupNorm(4, 16, 4, Spatial = [7, 7])] public sealed partial class Norm;");

    [Fact]
    public Task Instance_norm_channels_last() => Check("[InstanceNorm(8, 4, Layout = TensorLayout.ChannelsLast)] public sealed partial class Norm;");

    // What follows the normalization.
    [Fact]
    public Task Activation_of_images() => Check("[BatchNorm(64, 4, Spatial = [14, 14], Activation = Activation.Relu)] public sealed partial class Norm;");

    [Fact]
    public Task Residual_and_activation_of_vectors() => Check("[BatchNorm(16, 2, Residual = true, Activation = Activation.Gelu)] public sealed partial class Norm;");

    // Models.
    [Fact]
    public Task Model_with_errors() => Snapshot.Check(LayerCompilation.Of(
        """
        using BatchNormGen.Models;
        namespace Demo;
        [Model(1, 28, 28)]
        public sealed partial class Net
        {
            private static Features Define(FeatureMaps x) => x.Conv2D("conv1", 6, 29).BatchNorm("bn1").Sigmoid().Flatten().Dense("fc", 10);
        }
        """).Generate(new ModelGenerator()));

    [Fact]
    public Task Model_of_images() => Snapshot.Check(LayerCompilation.Of(
        """
        using BatchNormGen;
        using BatchNormGen.Models;
        namespace Demo;
        [Model(3, 6, 6, Preset = Framework.PyTorch)]
        public sealed partial class Net
        {
            private static Features Define(FeatureMaps x)
            {
                x = x.Conv2D("conv1", 16, 3, padding: 1, bias: false).BatchNorm("bn1").Relu();
                x = (x.Conv2D("conv2", 16, 3, padding: 1, bias: false).BatchNorm("bn2") + x).Relu();
                return x.MaxPool(2).Flatten().Dropout(0.5).Dense("fc", 5);
            }
        }
        """).Generate(new ModelGenerator()));

    // Inputs fall into phases: of the first convolution all have taps, of the shortcut one.
    [Fact]
    public Task Model_with_strides() => Snapshot.Check(LayerCompilation.Of(
        """
        using BatchNormGen.Models;
        namespace Demo;
        [Model(3, 7, 7)]
        public sealed partial class Block
        {
            private static Features Define(FeatureMaps x)
            {
                FeatureMaps y = x.Conv2D("conv1", 8, 3, stride: 2, padding: 1, bias: false).BatchNorm("bn1").Relu();
                y = y.Conv2D("conv2", 8, 3, padding: 1, bias: false).BatchNorm("bn2");
                return (y + x.Conv2D("shortcut", 8, 1, stride: 2, bias: false).BatchNorm("bn3")).Relu().GlobalAveragePool().Dense("fc", 5);
            }
        }
        """).Generate(new ModelGenerator()));

    [Fact]
    public Task Model_of_features() => Snapshot.Check(LayerCompilation.Of(
        """
        using BatchNormGen.Models;
        namespace Demo;
        [Model(20)]
        public sealed partial class Mlp
        {
            private static Features Define(Features x) => x.Dense("hidden", 40).Silu().LayerNorm("norm").Dense("out", 3) + x.Dense("skip", 3);
        }
        """).Generate(new ModelGenerator()));

    // Places.
    [Fact]
    public Task Global_namespace() => Snapshot.Check(Generate("[BatchNorm(16, 2)] partial class Norm;"));

    [Fact]
    public Task Generic_outer_class() => Check("public partial class Net<T, TOther> where T : struct { [BatchNorm(16, 2)] private sealed partial class Norm; }");

    [Fact]
    public Task Outer_struct() => Check("public readonly partial struct Net { [BatchNorm(16, 2)] public sealed partial class Norm; }");

    [Fact]
    public Task Keywords() => Check("public partial record @event { [BatchNorm(16, 2)] public sealed partial class @class; }");

    [Fact]
    public Task Several_layers() => Check(
        """
        public sealed partial class LeNet
        {
            [BatchNorm(6, 4)] private sealed partial class Norm1;
            [BatchNorm(120, 2)] private sealed partial class Norm2;
        }
        """);

    [Fact]
    public void Every_snapshot_belongs_to_a_test()
    {
        string[] tests =
        [
            .. typeof(SnapshotTests).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(static method => method.ReturnType == typeof(Task))
                .Select(static method => $"{nameof(SnapshotTests)}.{method.Name}"),
        ];
        string[] orphans = [.. Snapshot.Folder.Orphans(tests)];
        if (Snapshot.IsUpdating)
        {
            Array.ForEach(orphans, Snapshot.Folder.Delete);
            return;
        }

        Assert.Empty(orphans);
    }

    private static Task Check(string declarations, [CallerMemberName] string test = "") =>
        Snapshot.Check(Generate("namespace Demo;\n" + declarations), test: test);

    private static GeneratorRun Generate(string source) => LayerCompilation.Of("using BatchNormGen;\n" + source).Generate();
}
