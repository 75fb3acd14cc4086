using System.Reflection;
using System.Runtime.CompilerServices;
using BatchNormGen.Generator.Tests.Compiling;
using BatchNormGen.Generator.Tests.Snapshotting;

namespace BatchNormGen.Generator.Tests;

/// <summary>
/// What is generated for typical declarations, to be read and reviewed. No test's name may begin with another's: Verify finds a test's
/// files by it. How to accept changes is told at <see cref="Snapshot"/>.
/// </summary>
public class SnapshotTests
{
    // Shapes.
    [Fact]
    public Task Vectors() => Check("[BatchNorm(64, 2)] public sealed partial class Norm;");

    [Fact]
    public Task Signals() => Check("[BatchNorm(32, 3)] public sealed partial class Norm;");

    [Fact]
    public Task FreeImages() => Check("[BatchNorm(64, 4)] public sealed partial class Norm;");

    [Fact]
    public Task FixedImages() => Check("[BatchNorm(6, 4, Spatial = [28, 28])] public sealed partial class Norm;");

    [Fact]
    public Task Volumes() => Check("[BatchNorm(16, 5)] public sealed partial class Norm;");

    [Fact]
    public Task FixedVolumes() => Check("[BatchNorm(16, 5, Spatial = [4, 6, 8])] public sealed partial class Norm;");

    [Fact]
    public Task ChannelsLastImages() => Check("[BatchNorm(32, 4, Layout = TensorLayout.ChannelsLast)] public sealed partial class Norm;");

    [Fact]
    public Task FixedChannelsLastImages() =>
        Check("[BatchNorm(24, 4, Layout = TensorLayout.ChannelsLast, Spatial = [14, 14])] public sealed partial class Norm;");

    // Sizes: whole tiles, tiles in loops, rests; planes written out, in loops, and handed over in parts.
    [Fact]
    public Task OneFeature() => Check("[BatchNorm(1, 2)] public sealed partial class Norm;");

    [Fact]
    public Task FewFeatures() => Check("[BatchNorm(13, 2)] public sealed partial class Norm;");

    [Fact]
    public Task FeaturesWithARest() => Check("[BatchNorm(200, 2)] public sealed partial class Norm;");

    [Fact]
    public Task ManyFeatures() => Check("[BatchNorm(4096, 2)] public sealed partial class Norm;");

    [Fact]
    public Task PlanesOf1By1() => Check("[BatchNorm(512, 4, Spatial = [1, 1])] public sealed partial class Norm;");

    [Fact]
    public Task PlanesOf7By7() => Check("[BatchNorm(512, 4, Spatial = [7, 7])] public sealed partial class Norm;");

    [Fact]
    public Task PlanesOf56By56() => Check("[BatchNorm(64, 4, Spatial = [56, 56])] public sealed partial class Norm;");

    [Fact]
    public Task PlanesOf112By112() => Check("[BatchNorm(64, 4, Spatial = [112, 112])] public sealed partial class Norm;");

    // Settings.
    [Fact]
    public Task DoubleVectors() => Check("[BatchNorm(21, 2, ElementType = typeof(double))] public sealed partial class Norm;");

    [Fact]
    public Task DoubleImages() => Check("[BatchNorm(3, 4, Spatial = [5, 5], ElementType = typeof(double))] public sealed partial class Norm;");

    [Fact]
    public Task NoParameters() => Check("[BatchNorm(16, 2, Scale = false, Shift = false)] public sealed partial class Norm;");

    [Fact]
    public Task ScaleOnly() => Check("[BatchNorm(16, 2, Shift = false)] public sealed partial class Norm;");

    [Fact]
    public Task ShiftOnly() => Check("[BatchNorm(16, 2, Scale = false)] public sealed partial class Norm;");

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
    public Task PresetKeras() => Check("[BatchNorm(32, 4, Preset = Framework.Keras)] public sealed partial class Norm;");

    [Fact]
    public Task PresetPyTorch() => Check("[BatchNorm(64, 4, Preset = Framework.PyTorch, Decay = 0.97)] public sealed partial class Norm;");

    // Places.
    [Fact]
    public Task GlobalNamespace() => Snapshot.Check(Generate("[BatchNorm(16, 2)] partial class Norm;"));

    [Fact]
    public Task GenericOuterClass() => Check("public partial class Net<T, TOther> where T : struct { [BatchNorm(16, 2)] private sealed partial class Norm; }");

    [Fact]
    public Task OuterStruct() => Check("public readonly partial struct Net { [BatchNorm(16, 2)] public sealed partial class Norm; }");

    [Fact]
    public Task Keywords() => Check("public partial record @event { [BatchNorm(16, 2)] public sealed partial class @class; }");

    [Fact]
    public Task SeveralLayers() => Check(
        """
        public sealed partial class LeNet
        {
            [BatchNorm(6, 4)] private sealed partial class Norm1;
            [BatchNorm(120, 2)] private sealed partial class Norm2;
        }
        """);

    [Fact]
    public void EverySnapshotBelongsToATest()
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
        Assert.DoesNotContain(tests, test => tests.Any(other => other != test && other.StartsWith(test, StringComparison.Ordinal)));
    }

    private static Task Check(string declarations, [CallerMemberName] string test = "") =>
        Snapshot.Check(Generate("namespace Demo;\n" + declarations), test: test);

    private static GeneratorRun Generate(string source) => LayerCompilation.Of("using BatchNormGen;\n" + source).Generate();
}
