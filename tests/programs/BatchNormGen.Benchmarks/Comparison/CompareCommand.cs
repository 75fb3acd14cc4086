using System.CommandLine;
using BatchNormGen.Benchmarks.Before;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.OneDnn;
using BatchNormGen.Benchmarks.Peers.OnnxRuntime;
using BatchNormGen.Benchmarks.Peers.Tensors;
using BatchNormGen.Benchmarks.Peers.Torch;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The layers beside the memory's speed and other libraries, or beside themselves as they were.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var arguments = new CompareArguments(NetworkShapes.All, "Some of the shapes, a few rounds: below two minutes.");
        Option<DirectoryInfo?> before = new("--before")
        {
            Description = "The output folder of this program built at another commit: measures its layers beside those of now, and compares their bits.",
            HelpName = "folder",
        };
        var command = new Command("compare", "Layers beside the memory's speed and other libraries, or beside an earlier build.") { before };
        arguments.AddTo(command);
        command.SetAction(result => result.GetValue(before) is { } folder
            ? BeforeComparison.Run(arguments.Read(result), folder)
            : ComparisonRun.Run(BatchNormalization(), arguments.Read(result)));
        return command;
    }

    private static ComparisonSubject BatchNormalization() => new(
        "compare",
        "Comparison",
        static shape => [.. GeneratedPeer.Of(shape), GeneratedPeer.InPlaceOf(shape), new FrozenPeer(FrozenPeer.Frozen, shape.Fixed)],
        [new TensorPrimitivesPeer(), new OnnxRuntimePeer(), new OneDnnPeer(), new TorchPeer()],
        CompareChart.Save);
}
