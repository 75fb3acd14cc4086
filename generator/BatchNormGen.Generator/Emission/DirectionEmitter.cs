using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the four directions, each with its overloads: with the batch size, without it where it follows from the length, on tensors.</summary>
internal sealed class DirectionEmitter(SourceWriter writer, LayerSpec spec, KernelPlan plan)
{
    private readonly string _type = Literal.Of(spec.ElementType);

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

    private void EmitDirection(Direction direction)
    {
        EmitSpans(direction, withBatchSize: true);
        if (spec.BatchSizeFollowsFromLength)
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
                global::BatchNormGen.CompilerServices.{kind}<{_type}, global::BatchNormGen.Generated.{KernelEmitter.TypeName(spec)}>.{direction.Name}(_batchNorm, {arguments});
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
            writer.Line($"int batchSize = {Shapes}.BatchSize(_batchNorm.Shape, in x);");
            writer.Line($"{direction.Name}(");
            writer.Line($"    {Shapes}.AsSpan(in x),");
            foreach (string tensor in direction.Inputs.Skip(1).Append(direction.Output))
            {
                writer.Line($"    {Shapes}.AsSpan(_batchNorm.Shape, \"{tensor}\", in {tensor}, in x),");
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

    private sealed record Direction(string Name, System.Collections.Generic.IReadOnlyList<string> Inputs, string Output, string Summary, Failure[] Failures);

    private readonly record struct Failure(string Exception, string Cause);
}
