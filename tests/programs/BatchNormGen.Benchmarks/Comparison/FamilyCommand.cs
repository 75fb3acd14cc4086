using System.CommandLine;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.Family;
using BatchNormGen.Benchmarks.Peers.OneDnn;
using BatchNormGen.Benchmarks.Peers.OnnxRuntime;
using BatchNormGen.Benchmarks.Peers.Tensors;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The other kinds of layers, and those with an activation or a residual, beside the memory's speed, other libraries and the layer without the activation.</summary>
internal static class FamilyCommand
{
    public static Command Create()
    {
        var arguments = new CompareArguments(FamilyShapes.All, "Some of the shapes, a few rounds.");
        var command = new Command("family", "LayerNorm, RmsNorm, GroupNorm, InstanceNorm, and BatchNorm with activations or residuals, as compare has BatchNorm.");
        arguments.AddTo(command);
        command.SetAction(result => ComparisonRun.Run(Family(), arguments.Read(result)));
        return command;
    }

    private static ComparisonSubject Family() => new(
        "family",
        "The family",
        static shape => [new FamilyPeer(GeneratedPeer.Generated, shape.Fixed)],
        [new TensorPrimitivesPeer(), new OnnxRuntimePeer(), new OneDnnPeer()]);
}
