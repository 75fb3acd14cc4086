using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes directions, each with its overloads: with the batch size, without it where it follows from the length, on tensors.</summary>
/// <param name="writer">Where they are written.</param>
/// <param name="spec">The layer.</param>
/// <param name="plan">Its plan.</param>
/// <param name="storage">The field that they hand to the runtime.</param>
internal sealed class DirectionEmitter(SourceWriter writer, BatchNormSpec spec, KernelPlan plan, string storage = GeneratedMembers.Storage)
{
    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    /// <summary>Writes the four directions of a layer.</summary>
    public void Emit()
    {
        string changed = spec.TracksMovingStatistics ? "then moves the moving statistics" : "and remembers them for <c>Backward</c>";
        string inferred = spec.TracksMovingStatistics ? "Normalizes by the moving statistics; changes nothing, so that any number of threads may call it at once" : "Normalizes a batch by its own statistics; changes nothing, so that any number of threads may call it at once";
        EmitDirection(new Direction("ForwardTraining", ["x"], "y", $"Normalizes a batch by its own statistics, {changed}.",
        [
            new("ArgumentException", "A length does not fit, spans overlap, or a channel has fewer than two values. Nothing is changed."),
            new("ArithmeticException", "The statistics of a channel are not finite. The output is written; no moving statistic changes."),
        ]));
        writer.Line();
        EmitDirection(new Direction("ForwardInference", ["x"], "y", inferred + ".",
        [
            new("ArgumentException", "A length does not fit, or spans overlap. Nothing is written."),
        ]));
        writer.Line();
        EmitDirection(new Direction("Backward", ["x", "dy"], "dx", "The gradient of the last training call: writes <paramref name=\"dx\"/>, adds to the parameters' gradients.",
        [
            new("ArgumentException", "A length does not fit, or spans overlap. Nothing is written."),
            new("InvalidOperationException", "There was no such call, it failed, or it had another length or batch size."),
        ]));
        writer.Line();
        EmitDirection(new Direction("BackwardInference", ["x", "dy"], "dx", $"The gradient of a prediction{(spec.TracksMovingStatistics ? ", with the moving statistics held constant" : ", through the batch's own statistics")}: writes <paramref name=\"dx\"/>, adds to the parameters' gradients.",
        [
            new("ArgumentException", "A length does not fit, or spans overlap. Nothing is written."),
        ]));
    }

    /// <summary>Writes one direction.</summary>
    public void EmitDirection(Direction direction)
    {
        EmitSpans(direction, withBatchSize: true);
        if (spec.Layer.Shape.BatchSizeFollowsFromLength)
        {
            writer.Line();
            EmitSpans(direction, withBatchSize: false);
        }

        writer.Line();
        EmitTensors(direction);
    }

    private void EmitSpans(Direction direction, bool withBatchSize)
    {
        EmitDocumentation(direction, withBatchSize ? LayerDescription.Length(spec) : LayerDescription.Length(spec).Replace("batchSize", "N"), withBatchSize);
        string inputs = string.Join(", ", direction.Inputs.Select(input => $"global::System.ReadOnlySpan<{_type}> {input}"));
        string batchSize = withBatchSize ? ", int batchSize" : string.Empty;
        string arguments = string.Join(", ", direction.Inputs) + ", " + direction.Output + (withBatchSize ? ", batchSize" : string.Empty);
        string kind = plan is RowPlan ? "RowBatchNorm" : "PlaneBatchNorm";
        writer.Line(
            $"""
            [global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
            public void {direction.Name}({inputs}, global::System.Span<{_type}> {direction.Output}{batchSize}) =>
                global::BatchNormGen.CompilerServices.{kind}<{_type}, global::BatchNormGen.Generated.{KernelEmitter.TypeName(spec)}>.{direction.Name}({storage}, {arguments});
            """);
    }

    private void EmitTensors(Direction direction)
    {
        const string Shapes = "global::BatchNormGen.CompilerServices.TensorShapes";
        EmitDocumentation(direction, $"a dense tensor of shape {LayerDescription.Shape(spec)}", withBatchSize: false);
        writer.Line($"public void {direction.Name}(");
        foreach (string input in direction.Inputs)
        {
            writer.Line($"    in global::System.Numerics.Tensors.ReadOnlyTensorSpan<{_type}> {input},");
        }

        using (writer.Open($"    in global::System.Numerics.Tensors.TensorSpan<{_type}> {direction.Output})"))
        {
            writer.Line($"int batchSize = {Shapes}.BatchSize({storage}.Shape, in x);");
            writer.Line($"{direction.Name}(");
            writer.Line($"    {Shapes}.AsSpan(in x),");
            foreach (string tensor in direction.Inputs.Skip(1).Append(direction.Output))
            {
                writer.Line($"    {Shapes}.AsSpan({storage}.Shape, \"{tensor}\", in {tensor}, in x),");
            }

            writer.Line("    batchSize);");
        }
    }

    private void EmitDocumentation(Direction direction, string extent, bool withBatchSize)
    {
        bool isForward = direction.Inputs.Count == 1;
        bool isTraining = direction.Name is "ForwardTraining" or "Backward";
        writer.Line($"/// <summary>{direction.Summary}</summary>");
        writer.Line(isForward
            ? $"/// <param name=\"x\">The batch: {extent}.</param>"
            : $"/// <param name=\"x\">The batch{(isTraining ? ", as it was before that call" : string.Empty)}: {extent}.</param>");
        if (isForward)
        {
            writer.Line("/// <param name=\"y\">Receives the result, in the same shape; may be <paramref name=\"x\"/> itself.</param>");
        }
        else
        {
            writer.Line("/// <param name=\"dy\">The gradient of the loss with respect to the output.</param>");
            writer.Line("/// <param name=\"dx\">Receives the gradient with respect to the input; may be <paramref name=\"dy\"/> itself.</param>");
        }

        if (withBatchSize)
        {
            writer.Line("/// <param name=\"batchSize\">The number of samples.</param>");
        }

        foreach (Failure failure in direction.Failures)
        {
            writer.Line($"/// <exception cref=\"global::System.{failure.Exception}\">{failure.Cause}</exception>");
        }
    }

    public sealed record Direction(string Name, System.Collections.Generic.IReadOnlyList<string> Inputs, string Output, string Summary, Failure[] Failures);

    public readonly record struct Failure(string Exception, string Cause);
}
