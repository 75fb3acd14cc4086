using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;
using BatchNormGen.Generator.Planning.Models.Kernels;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>Writes a training call: the steps forward, each of which keeps its output, and back.</summary>
internal sealed class TrainingEmitter
{
    private const string CompilerServices = "global::BatchNormGen.CompilerServices";
    private const string Operations = CompilerServices + ".ModelOperations";

    private readonly SourceWriter _writer;
    private readonly TrainingPlan _training;
    private readonly ModelGraph _graph;
    private readonly string _kernels;
    private readonly Dictionary<int, string> _places;
    private readonly int[] _levels;

    public TrainingEmitter(SourceWriter writer, ModelPlan plan)
    {
        _writer = writer;
        _training = plan.Training;
        _graph = plan.Graph;
        _kernels = "global::" + ModelNames.NamespaceOf(plan.Definition.Type);
        _places = Enumerable.Range(0, _training.Steps.Count).ToDictionary(step => _training.Steps[step].Output, step => StepText.Of(_training.Kept[step]));
        _places[0] = StepText.Of(new(BufferMemory.Input));
        _levels = NormalizationLevels.Of(_graph);
    }

    public void Emit()
    {
        string length = Literal.Of(_graph.OutputShape.Length);
        using (_writer.Open($"protected override void Train(in {CompilerServices}.ModelCall call)"))
        {
            foreach (ModelStep step in _training.Steps)
            {
                EmitForward(new(_graph, step));
            }

            _writer.Line($"{Operations}.Copy(call, {_places[_graph.Output]}, call.Output, {length});");
        }

        _writer.Line();
        using (_writer.Open($"protected override void Backpropagate(in {CompilerServices}.ModelCall call)"))
        {
            _writer.Line($"{Operations}.Copy(call, call.Output, {StepText.Gradient(_training.ArrivingOffset)}, {length});");
            List<(string Line, bool IsOnRequest)> lines = [.. Enumerable.Range(0, _training.Steps.Count).Reverse().SelectMany(step => Backward(new(_graph, _training.Steps[step]), _training.Gradients[step]))];
            if (_training.InputOffset is { } offset)
            {
                lines.Add(($"{Operations}.Copy(call, {StepText.Gradient(offset)}, call.InputGradient, {Literal.Of(_graph.InputShape.Length)});", true));
            }

            EmitBackward(lines);
        }
    }

    private void EmitForward(StepLayers step)
    {
        if (step.First.Operation is FlattenOperation)
        {
            return;
        }

        int number = step.Step.Nodes[0], length = step.Output.Length;
        string core = LayerFields.Core(step.First, number), x = _places[step.Step.Inputs[0]], y = _places[step.Step.Output], values = Literal.Of(length);
        string residual = step.HasResidual ? _places[step.Step.Inputs[step.Step.Inputs.Count - 1]] : string.Empty;
        _writer.Line($"// {ModelDescription.Of(step)}");
        _writer.Line(step.First.Operation switch
        {
            ConvolutionOperation or DenseOperation => $"{core}.Train(call, {x}, {y});",
            BatchNormOperation => $"Normalize(call, {core}, level: {Literal.Of(_levels[number])}, {values}, {x}, {y}{(step.HasResidual ? ", " + residual : string.Empty)});",
            NormalizationOperation =>
                $"{core}.Forward({StepText.Read(x, length)}{(step.HasResidual ? ", " + StepText.Read(residual, length) : string.Empty)}, {StepText.Write(y, length)}, call.Samples);",
            ActivationOperation or SumOperation =>
                $"{_kernels}.{ModelKernelPlanner.Of(step)!.Name}.All.Forward(call, {values}, {x}, {y}{(step.HasResidual ? ", " + residual : string.Empty)});",
            MaxPoolOperation or AveragePoolOperation or GlobalAveragePoolOperation => $"{core}.Forward(call, {x}, {y});",
            SoftmaxOperation => $"{Operations}.Softmax(call, {x}, {y}, {values});",
            DropoutOperation dropout => $"DropOut(call, {Literal.Of(dropout.Rate)}, stream: {Literal.Of(number)}, {values}, {x}, {y});",
            LayoutOperation layout => Layout(layout, layout.IsToChannelsLast, x, y),
            OwnOperation => $"TrainOwn<{Type(step)}>(call, {core}, {Literal.Of(step.Input.Length)}, {values}, {x}, {y});",
            _ => throw new NotSupportedException($"No step for {step.First.Operation}."),
        });
    }

    private static string Type(StepLayers step) => ((OwnOperation)step.First.Operation).Type;

    private static string Layout(LayoutOperation layout, bool toChannelsLast, string from, string to) =>
        $"{Operations}.{(toChannelsLast ? "ToChannelsLast" : "ToChannelsFirst")}(call, {from}, {to}, {Literal.Of(layout.Maps.Channels)}, {Literal.Of(layout.Maps.Positions)});";

    /// <summary>The calls of a step back, each with whether it is only for whoever wants the gradient of the input.</summary>
    private IEnumerable<(string Line, bool IsOnRequest)> Backward(StepLayers step, StepGradients gradients)
    {
        if (step.First.Operation is FlattenOperation)
        {
            yield break;
        }

        yield return ($"// {ModelDescription.OfGradients(step)}", gradients.IsOnRequest);
        foreach (string call in Gradients(step, gradients))
        {
            yield return (call, gradients.IsOnRequest);
        }

        foreach (InputGradient input in gradients.Inputs.Where(static input => input.SumOffset is not null))
        {
            yield return (
                $"{Operations}.Add(call, {StepText.Gradient(input.Offset)}, {StepText.Gradient(input.SumOffset!.Value)}, {Literal.Of(step.Input.Length)});",
                gradients.IsOnRequest || (input.Kind == GradientKind.OnRequest && step.IsProduct));
        }
    }

    /// <summary>Writes lines in their order, and those on request that follow each other as one block.</summary>
    private void EmitBackward(IReadOnlyList<(string Line, bool IsOnRequest)> lines)
    {
        int at = 0;
        while (at < lines.Count)
        {
            if (!lines[at].IsOnRequest)
            {
                _writer.Line(lines[at++].Line);
                continue;
            }

            using (_writer.Open("if (call.WantsInputGradient)"))
            {
                while (at < lines.Count && lines[at].IsOnRequest)
                {
                    _writer.Line(lines[at++].Line);
                }
            }

            if (at < lines.Count)
            {
                _writer.Line();
            }
        }
    }

    private IEnumerable<string> Gradients(StepLayers step, StepGradients gradients)
    {
        int number = step.Step.Nodes[0], length = step.Output.Length;
        string core = LayerFields.Core(step.First, number), values = Literal.Of(length);
        string x = _places[step.Step.Inputs[0]], y = _places[step.Step.Output], dy = StepText.Gradient(gradients.Arriving), dx = StepText.Gradient(gradients.Inputs[0].Offset);
        int last = step.Step.Inputs.Count - 1;
        string residual = step.HasResidual ? _places[step.Step.Inputs[last]] : string.Empty, dresidual = StepText.Gradient(gradients.Inputs[last].Offset);
        switch (step.First.Operation)
        {
            case ConvolutionOperation or DenseOperation:
                string wanted = gradients.Inputs[0].Kind == GradientKind.Wanted ? dx : $"call.WantsInputGradient ? {dx} : {CompilerServices}.ModelBuffer.None";
                yield return $"{core}.Backward(call, {x}, {dy}, {wanted});";
                break;
            case BatchNormOperation:
                yield return $"NormalizeGradient(call, {core}, {values}, {x}, {dy}, {dx}{(step.HasResidual ? $", {residual}, {dresidual}" : string.Empty)});";
                break;
            case NormalizationOperation:
                yield return step.HasResidual
                    ? $"{core}.Backward({StepText.Read(x, length)}, {StepText.Read(residual, length)}, {StepText.Read(dy, length)}, {StepText.Write(dx, length)}, {StepText.Write(dresidual, length)}, call.Samples);"
                    : $"{core}.Backward({StepText.Read(x, length)}, {StepText.Read(dy, length)}, {StepText.Write(dx, length)}, call.Samples);";
                break;
            case SumOperation when !step.Activation.Exists:
                yield return $"{Operations}.Copy(call, {dy}, {dx}, {values});";
                yield return $"{Operations}.Copy(call, {dy}, {dresidual}, {values});";
                break;
            case ActivationOperation or SumOperation:
                yield return $"{_kernels}.{ModelKernelPlanner.Of(step)!.Name}.All.Backward(call, {values}, {x}, {dy}, {dx}{(step.HasResidual ? ", " + residual : string.Empty)});";
                if (step.HasResidual)
                {
                    yield return $"{Operations}.Copy(call, {dx}, {dresidual}, {values});";
                }

                break;
            case MaxPoolOperation or AveragePoolOperation or GlobalAveragePoolOperation:
                yield return $"{core}.Backward(call, {x}, {y}, {dy}, {dx});";
                break;
            case SoftmaxOperation:
                yield return $"{Operations}.SoftmaxGradient(call, {y}, {dy}, {dx}, {values});";
                break;
            case DropoutOperation dropout:
                yield return $"DropOutGradient(call, {Literal.Of(dropout.Rate)}, stream: {Literal.Of(number)}, {values}, {dy}, {dx});";
                break;
            case LayoutOperation layout:
                yield return Layout(layout, !layout.IsToChannelsLast, dy, dx);
                break;
            case OwnOperation:
                yield return $"{core}.Backward({StepText.Read(x, step.Input.Length)}, {StepText.Read(dy, length)}, {StepText.Write(dx, step.Input.Length)}, call.Samples);";
                break;
            default:
                throw new NotSupportedException($"No gradient of {step.First.Operation}.");
        }
    }
}
