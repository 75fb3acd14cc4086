using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes operations, each with its overloads: with the batch size, without it where it follows from the length, on tensors.</summary>
/// <param name="writer">Where they are written.</param>
/// <param name="spec">The layer.</param>
/// <param name="storage">The field whose <c>Shape</c> tensors are checked against.</param>
internal sealed class OverloadEmitter(SourceWriter writer, ILayerSpec spec, string storage)
{
    private const string TensorTypes = "global::System.Numerics.Tensors";
    private const string Shapes = "global::BatchNormGen.CompilerServices.TensorShapes";

    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    public void Emit(Operation operation)
    {
        if (spec.BatchSize != BatchSizeUse.None)
        {
            EmitSpans(operation, withBatchSize: true);
        }

        if (spec.BatchSize == BatchSizeUse.GivenOrFollowing)
        {
            writer.Line();
        }

        if (spec.BatchSize != BatchSizeUse.Given)
        {
            EmitSpans(operation, withBatchSize: false);
        }

        writer.Line();
        EmitTensors(operation);
    }

    private void EmitSpans(Operation operation, bool withBatchSize)
    {
        EmitDocumentation(operation, LayerDescription.Length(spec.Shape, withBatchSize ? "batchSize" : spec.Shape is RowShapeSpec ? "rows" : "N"), withBatchSize);
        IEnumerable<string> parameters =
        [
            .. operation.Inputs.Select(input => $"global::System.ReadOnlySpan<{_type}> {input.Name}"),
            .. operation.Outputs.Select(output => $"global::System.Span<{_type}> {output.Name}"),
            .. withBatchSize ? (string[])["int batchSize"] : [],
        ];
        IEnumerable<string> arguments = [.. Names(operation), .. withBatchSize ? (string[])["batchSize"] : []];
        writer.Line(GeneratedAttributes.Line);
        writer.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]");
        writer.Line($"public {operation.Returns} {operation.Name}({string.Join(", ", parameters)}) =>");
        writer.Line($"    {operation.Call}{string.Join(", ", arguments)});");
    }

    private void EmitTensors(Operation operation)
    {
        EmitDocumentation(operation, $"a dense tensor of shape {LayerDescription.Shape(spec.Shape)}", withBatchSize: false);
        writer.Line(GeneratedAttributes.Line);
        writer.Line($"public {operation.Returns} {operation.Name}(");
        string[] parameters =
        [
            .. operation.Inputs.Select(input => $"    in {TensorTypes}.ReadOnlyTensorSpan<{_type}> {input.Name}"),
            .. operation.Outputs.Select(output => $"    in {TensorTypes}.TensorSpan<{_type}> {output.Name}"),
        ];
        using (writer.Open(string.Join(",\n", parameters) + ")"))
        {
            if (operation.IsAwaited)
            {
                EmitAwaitedBody(operation);
            }
            else
            {
                EmitBody(operation);
            }
        }
    }

    private void EmitBody(Operation operation)
    {
        bool hasBatchSize = spec.BatchSize != BatchSizeUse.None;
        writer.Line(hasBatchSize ? $"int batchSize = {BatchSize};" : $"{Shapes}.CheckRows({storage}.Shape, in x);");
        string[] arguments = [.. Tensors(operation).Select(SpanOf), .. hasBatchSize ? (string[])["batchSize"] : []];
        writer.Line($"{(operation.Returns == "void" ? string.Empty : "return ")}{operation.Name}(");
        writer.Line($"    {string.Join(",\n    ", arguments)});");
    }

    /// <summary>What does not fit is told to those who wait; nothing else that is thrown may be, so that the call itself stands outside.</summary>
    private void EmitAwaitedBody(Operation operation)
    {
        writer.Line("int batchSize;");
        foreach (TensorParameter tensor in operation.Inputs)
        {
            writer.Line($"scoped global::System.ReadOnlySpan<{_type}> {LocalOf(tensor)};");
        }

        foreach (TensorParameter tensor in operation.Outputs)
        {
            writer.Line($"scoped global::System.Span<{_type}> {LocalOf(tensor)};");
        }

        using (writer.Open("try"))
        {
            writer.Line($"batchSize = {BatchSize};");
            foreach (TensorParameter tensor in Tensors(operation))
            {
                writer.Line($"{LocalOf(tensor)} = {SpanOf(tensor)};");
            }
        }

        using (writer.Open("catch (global::System.ArgumentException error)"))
        {
            writer.Line($"{storage}.Refuse({Literal.Of(operation.Name)}, error);");
            writer.Line("throw;");
        }

        writer.Line();
        writer.Line($"{operation.Name}({string.Join(", ", Tensors(operation).Select(LocalOf))}, batchSize);");
    }

    private string BatchSize => $"{Shapes}.BatchSize({storage}.Shape, in x)";

    private string SpanOf(TensorParameter tensor) => tensor.Name == "x"
        ? $"{Shapes}.AsSpan(in x)"
        : $"{Shapes}.{(tensor.IsOptional ? "AsOptionalSpan" : "AsSpan")}({storage}.Shape, \"{tensor.Name}\", in {tensor.Name}, in x)";

    private static string LocalOf(TensorParameter tensor) => tensor.Name + "Span";

    private static IEnumerable<TensorParameter> Tensors(Operation operation) => operation.Inputs.Concat(operation.Outputs);

    private void EmitDocumentation(Operation operation, string extent, bool withBatchSize)
    {
        writer.Line($"/// <summary>{operation.Summary}</summary>");
        TensorParameter x = operation.Inputs[0];
        writer.Line($"/// <param name=\"{x.Name}\">{x.Description}: {extent}{x.End}.</param>");
        foreach (TensorParameter tensor in operation.Inputs.Skip(1).Concat(operation.Outputs))
        {
            writer.Line($"/// <param name=\"{tensor.Name}\">{tensor.Description}</param>");
        }

        if (withBatchSize)
        {
            writer.Line("/// <param name=\"batchSize\">The number of samples.</param>");
        }

        if (operation.Result is { } result)
        {
            writer.Line($"/// <returns>{result}</returns>");
        }

        foreach (Failure failure in operation.Failures)
        {
            writer.Line($"/// <exception cref=\"global::System.{failure.Exception}\">{failure.Cause}</exception>");
        }

        if (operation.IsAwaited)
        {
            writer.Line("/// <exception cref=\"global::BatchNormGen.CollectiveException\">A call of a member of <c>Collective</c> failed, or they called different things: the same on all. Nothing is changed.</exception>");
            writer.Line("/// <exception cref=\"global::System.TimeoutException\">Members of <c>Collective</c> did not come. Nothing is changed.</exception>");
        }
    }

    private static IEnumerable<string> Names(Operation operation) => Tensors(operation).Select(static tensor => tensor.Name);
}
