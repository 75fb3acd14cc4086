using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;
using BatchNormGen.Generator.Planning.Models.Kernels;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>Writes a prediction: a call for each step.</summary>
internal sealed class PredictionEmitter
{
    private const string CompilerServices = "global::BatchNormGen.CompilerServices";

    private readonly SourceWriter _writer;
    private readonly ModelPlan _plan;
    private readonly ModelGraph _graph;
    private readonly ProductPlacement _placement;
    private readonly string _kernels;
    private readonly Dictionary<int, BufferPlace> _places;

    public PredictionEmitter(SourceWriter writer, ModelPlan plan, ProductPlacement placement)
    {
        _writer = writer;
        _plan = plan;
        _graph = plan.Graph;
        _placement = placement;
        _kernels = "global::" + ModelNames.NamespaceOf(plan.Definition.Type);
        _places = Enumerable.Range(0, plan.Steps.Count).ToDictionary(step => plan.Steps[step].Output, step => plan.Buffers[step]);
        _places[0] = new(BufferMemory.Input);
    }

    public void Emit()
    {
        using (_writer.Open($"protected override void Predict(in {CompilerServices}.ModelCall call)"))
        {
            foreach (ModelStep step in _plan.Steps)
            {
                Emit(new(_graph, step));
            }

            // A model that gives back what it is given, in another shape or the same.
            if (_places[_graph.Output].Memory == BufferMemory.Input)
            {
                _writer.Line($"{CompilerServices}.ModelOperations.Copy(call, call.Input, call.Output, {Literal.Of(_graph.OutputShape.Length)});");
            }
        }
    }

    private void Emit(StepLayers step)
    {
        if (step.First.Operation is FlattenOperation or DropoutOperation)
        {
            return;
        }

        int number = step.Step.Nodes[0], length = step.Output.Length;
        string core = LayerFields.Core(step.First, number), x = Place(step.Step.Inputs[0]), y = Place(step.Step.Output);
        string residual = step.HasResidual ? Place(step.Step.Inputs[step.Step.Inputs.Count - 1]) : string.Empty;
        string samples = "call.Samples";
        _writer.Line($"// {ModelDescription.Of(step)}");
        _writer.Line(step.First.Operation switch
        {
            ConvolutionOperation or DenseOperation =>
                $"{core}.Predict(call, call.Packed({Literal.Of(_placement.OffsetOf(number))}), {x}, {y}{(step.HasResidual ? ", " + residual : string.Empty)});",
            NormalizationOperation normalization =>
                $"{core}.{(normalization is BatchNormOperation ? "ForwardInference" : "Forward")}({StepText.Read(x, length)}{(step.HasResidual ? ", " + StepText.Read(residual, length) : string.Empty)}, {StepText.Write(y, length)}, {samples});",
            ActivationOperation or SumOperation =>
                $"{_kernels}.{ModelKernelPlanner.Of(step)!.Name}.All.Forward(call, {Literal.Of(length)}, {x}, {y}{(step.HasResidual ? ", " + residual : string.Empty)});",
            MaxPoolOperation or AveragePoolOperation or GlobalAveragePoolOperation => $"{core}.Forward(call, {x}, {y});",
            SoftmaxOperation => $"{CompilerServices}.ModelOperations.Softmax(call, {x}, {y}, {Literal.Of(length)});",
            LayoutOperation layout =>
                $"{CompilerServices}.ModelOperations.{(layout.IsToChannelsLast ? "ToChannelsLast" : "ToChannelsFirst")}(call, {x}, {y}, {Literal.Of(layout.Maps.Channels)}, {Literal.Of(layout.Maps.Positions)});",
            OwnOperation => $"{core}.ForwardInference({StepText.Read(x, step.Input.Length)}, {StepText.Write(y, length)}, {samples});",
            _ => throw new NotSupportedException($"No step for {step.First.Operation}."),
        });
    }

    private string Place(int node) => StepText.Of(_places[node]);
}
