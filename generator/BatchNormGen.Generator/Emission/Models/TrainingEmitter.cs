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
            for (int step = _training.Steps.Count - 1; step >= 0; step--)
            {
                EmitBackward(new(_graph, _training.Steps[step]), _training.Gradients[step]);
            }

            if (_training.InputOffset is { } offset)
            {
                using (_writer.Open("if (call.WantsInputGradient)"))
                {
                    _writer.Line($"{Operations}.Copy(call, {StepText.Gradient(offset)}, call.InputGradient, {Literal.Of(_graph.InputShape.Length)});");
                }
            }
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

    private void EmitBackward(StepLayers step, StepGradients gradients)
    {
        if (step.First.Operation is FlattenOperation)
        {
            return;
        }

        _writer.Line($"// {ModelDescription.Of(step)}");

        // Layers that learn run in any case; others only for whoever wants their gradient.
        bool learns = step.First.Operation is ConvolutionOperation or DenseOperation or NormalizationOperation or OwnOperation;
        if (learns || gradients.Inputs.Any(static input => input.Kind == GradientKind.Wanted))
        {
            EmitGradients(step, gradients);
            foreach (InputGradient input in gradients.Inputs.Where(static input => input.SumOffset is not null))
            {
                EmitSum(step, input, input.Kind == GradientKind.OnRequest && step.IsProduct);
            }

            return;
        }

        using (_writer.Open("if (call.WantsInputGradient)"))
        {
            EmitGradients(step, gradients);
            foreach (InputGradient input in gradients.Inputs.Where(static input => input.SumOffset is not null))
            {
                EmitSum(step, input, isOnRequest: false);
            }
        }
    }

    private void EmitSum(StepLayers step, InputGradient input, bool isOnRequest)
    {
        string add = $"{Operations}.Add(call, {StepText.Gradient(input.Offset)}, {StepText.Gradient(input.SumOffset!.Value)}, {Literal.Of(step.Input.Length)});";
        if (!isOnRequest)
        {
            _writer.Line(add);
            return;
        }

        using (_writer.Open("if (call.WantsInputGradient)"))
        {
            _writer.Line(add);
        }
    }

    private void EmitGradients(StepLayers step, StepGradients gradients)
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
                _writer.Line($"{core}.Backward(call, {x}, {dy}, {wanted});");
                break;
            case BatchNormOperation:
                _writer.Line($"NormalizeGradient(call, {core}, {values}, {x}, {dy}, {dx}{(step.HasResidual ? $", {residual}, {dresidual}" : string.Empty)});");
                break;
            case NormalizationOperation:
                _writer.Line(step.HasResidual
                    ? $"{core}.Backward({StepText.Read(x, length)}, {StepText.Read(residual, length)}, {StepText.Read(dy, length)}, {StepText.Write(dx, length)}, {StepText.Write(dresidual, length)}, call.Samples);"
                    : $"{core}.Backward({StepText.Read(x, length)}, {StepText.Read(dy, length)}, {StepText.Write(dx, length)}, call.Samples);");
                break;
            case SumOperation when !step.Activation.Exists:
                _writer.Line($"{Operations}.Copy(call, {dy}, {dx}, {values});");
                _writer.Line($"{Operations}.Copy(call, {dy}, {dresidual}, {values});");
                break;
            case ActivationOperation or SumOperation:
                _writer.Line($"{_kernels}.{ModelKernelPlanner.Of(step)!.Name}.All.Backward(call, {values}, {x}, {dy}, {dx}{(step.HasResidual ? ", " + residual : string.Empty)});");
                if (step.HasResidual)
                {
                    _writer.Line($"{Operations}.Copy(call, {dx}, {dresidual}, {values});");
                }

                break;
            case MaxPoolOperation or AveragePoolOperation or GlobalAveragePoolOperation:
                _writer.Line($"{core}.Backward(call, {x}, {y}, {dy}, {dx});");
                break;
            case SoftmaxOperation:
                _writer.Line($"{Operations}.SoftmaxGradient(call, {y}, {dy}, {dx}, {values});");
                break;
            case DropoutOperation dropout:
                _writer.Line($"DropOutGradient(call, {Literal.Of(dropout.Rate)}, stream: {Literal.Of(number)}, {values}, {dy}, {dx});");
                break;
            case LayoutOperation layout:
                _writer.Line(Layout(layout, !layout.IsToChannelsLast, dy, dx));
                break;
            case OwnOperation:
                _writer.Line($"{core}.Backward({StepText.Read(x, step.Input.Length)}, {StepText.Read(dy, length)}, {StepText.Write(dx, step.Input.Length)}, call.Samples);");
                break;
            default:
                throw new NotSupportedException($"No gradient of {step.First.Operation}.");
        }
    }
}
