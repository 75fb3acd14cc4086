using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning.Models;
using BatchNormGen.Generator.Planning.Models.Kernels;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>Writes how a model's layers are made, in the order of the definition.</summary>
internal sealed class LayerConstructionEmitter
{
    private const string CompilerServices = "global::BatchNormGen.CompilerServices";
    private const string Library = "global::BatchNormGen";

    private readonly SourceWriter _writer;
    private readonly ModelPlan _plan;
    private readonly ModelGraph _graph;
    private readonly string _kernels;

    /// <summary>The step of a prediction, and of training, that begins with a layer.</summary>
    private readonly Dictionary<int, StepLayers> _predictions;
    private readonly Dictionary<int, StepLayers> _trainings;

    public LayerConstructionEmitter(SourceWriter writer, ModelPlan plan)
    {
        _writer = writer;
        _plan = plan;
        _graph = plan.Graph;
        _kernels = "global::" + ModelNames.NamespaceOf(plan.Definition.Type);
        _predictions = ByFirst(plan.Steps);
        _trainings = ByFirst(plan.Training.Steps);

        Dictionary<int, StepLayers> ByFirst(IEnumerable<ModelStep> steps) => steps.ToDictionary(static step => step.Nodes[0], step => new StepLayers(_graph, step));
    }

    public void EmitFields()
    {
        for (int number = 0; number < _graph.Nodes.Count; number++)
        {
            GraphNode node = _graph.Nodes[number];
            string core = LayerFields.Core(node, number);
            switch (node.Operation)
            {
                case ConvolutionOperation or DenseOperation:
                    Field($"{CompilerServices}.ProductCore", core);
                    Field(LayerProperty.TypeOf(node.Operation.Method), LayerFields.Seen(node));
                    break;
                case NormalizationOperation normalization:
                    Field($"{CompilerServices}.{KindOf(normalization)}Core<float>", core);
                    Field(LayerProperty.TypeOf(node.Operation.Method), LayerFields.Seen(node));
                    break;
                case OwnOperation own:
                    Field(own.Type, core);
                    break;
                case MaxPoolOperation or AveragePoolOperation or GlobalAveragePoolOperation:
                    _writer.Line($"private static readonly {CompilerServices}.PoolCore {core} = {Pool(node)};");
                    break;
                default:
                    break;
            }
        }

        void Field(string type, string name) => _writer.Line($"public readonly {type} {name};");
    }

    public void EmitStatements()
    {
        for (int number = 0; number < _graph.Nodes.Count; number++)
        {
            GraphNode node = _graph.Nodes[number];
            switch (node.Operation)
            {
                case ConvolutionOperation or DenseOperation:
                    EmitProduct(node, number);
                    break;
                case NormalizationOperation normalization:
                    EmitNormalization(node, number, normalization);
                    break;
                case OwnOperation own:
                    _writer.Line($"{LayerFields.Core(node, number)} = AddOwn<{own.Type}>({Extents(_graph.Nodes[node.Inputs[0]].Shape)}, {Extents(node.Shape)}, {Literal.Of(node.Name!.Text)});");
                    break;
                default:
                    break;
            }
        }

        foreach (StepLayers step in _predictions.Values.Where(static step => step.IsProduct && step.Normalization is not null))
        {
            int norm = step.Step.Nodes.First(node => _graph.Nodes[node] == step.Normalization);
            _writer.Line($"{LayerFields.Core(step.First, step.Step.Nodes[0])}.Normalization = {LayerFields.Core(step.Normalization!, norm)};");
        }

        // Normalizations that are computed by themselves, and become part of the layer before them when a model is frozen.
        foreach (StepLayers step in _predictions.Values.Where(static step => step.First.Operation is BatchNormOperation { Affine: { Scale: true, Shift: true } }))
        {
            int product = step.Step.Inputs[0];
            if (_graph.Nodes[product].Operation is ConvolutionOperation or DenseOperation
                && product != _graph.Output && _graph.Nodes.Count(node => node.Inputs.Contains(product)) == 1)
            {
                _writer.Line($"{LayerFields.Core(_graph.Nodes[product], product)}.Behind = {LayerFields.Core(step.First, step.Step.Nodes[0])};");
            }
        }
    }

    private static string Extents(FlowShape shape) => $"[{string.Join(", ", shape.Extents.Select(static extent => Literal.Of(extent)))}]";

    private static string KindOf(NormalizationOperation operation) => operation switch
    {
        BatchNormOperation => "BatchNorm",
        RowNormOperation => "RowNorm",
        _ => "GroupNorm",
    };

    private string Pool(GraphNode node)
    {
        FlowShape input = _graph.Nodes[node.Inputs[0]].Shape;
        (string kind, Window? window) = node.Operation switch
        {
            MaxPoolOperation max => ("Max", max.Window),
            AveragePoolOperation average => (average.CountsPadding ? "AverageWithPadding" : "AverageWithoutPadding", average.Window),
            _ => ("GlobalAverage", (Window?)null),
        };
        string shape = $"channels: {Literal.Of(input.Channels)}, height: {Literal.Of(input.Height)}, width: {Literal.Of(input.Width)}";
        string windows = window is { } some
            ? $", outputHeight: {Literal.Of(node.Shape.Height)}, outputWidth: {Literal.Of(node.Shape.Width)}, kernel: {Literal.Of(some.Kernel)}, stride: {Literal.Of(some.Stride)}, padding: {Literal.Of(some.Padding)}"
            : string.Empty;
        return $"new({CompilerServices}.PoolKind.{kind}, {shape}{windows})";
    }

    private void EmitProduct(GraphNode node, int number)
    {
        FlowShape input = _graph.Nodes[node.Inputs[0]].Shape;
        string kernel = $"{_kernels}.{KernelNames.Of(node.Operation, input)}";
        string predict = Finish(kernel, _predictions.TryGetValue(number, out StepLayers? prediction) ? prediction.Finish : default);
        string train = Finish(kernel, _trainings.TryGetValue(number, out StepLayers? training) ? training.Finish : default);
        string shape = kernel + ".Shape" + node.Operation switch
        {
            DenseOperation { FlattenedPositions: > 1 and var positions } => $" with {{ FlattenedPositions = {Literal.Of(positions)} }}",
            DenseOperation { MapPositions: > 1 and var positions } => $" with {{ MapPositions = {Literal.Of(positions)} }}",
            _ => string.Empty,
        };
        ParameterSpec weight = node.Parameters[0];
        string bias = node.Parameters.Count > 1 ? Literal.Of(node.Parameters[1].Key) : "null";
        string core = LayerFields.Core(node, number);
        _writer.Line(
            $"""
            {core} = AddProduct(
                {shape},
                {kernel}.Kernels<{predict}, {train}>(),
                {Literal.Of(node.Name!.Text)}, {Literal.Of(weight.Key)}, [{string.Join(", ", weight.Shape.Select(static extent => Literal.Of(extent)))}], {bias});
            {LayerFields.Seen(node)} = new({core}.Weight, {core}.Bias);
            """);
    }

    private static string Finish(string kernel, ProductFinish finish) => finish.Exists ? $"{kernel}.{KernelNames.Of(finish)}" : $"{CompilerServices}.Unfinished";

    private void EmitNormalization(GraphNode node, int number, NormalizationOperation operation)
    {
        StepLayers? training = _trainings.TryGetValue(number, out StepLayers? step) ? step : null;
        ActivationSpec activation = training?.Activation ?? default;
        bool hasResidual = training?.HasResidual ?? false;
        FlowShape shape = node.Shape;
        string kernel = $"{_kernels}.{KernelNames.Of(operation, shape)}{KernelNames.Behind(hasResidual, activation)}.All";
        string layer = Literal.Of($"{_plan.Definition.Type.DisplayName}, {node.DisplayName}");
        string channels = shape.IsMaps
            ? $"new {CompilerServices}.ChannelShape({layer}, {Literal.Of(shape.Channels)}, 4, {Library}.TensorLayout.ChannelsLast, {Literal.Of(shape.Height)}, {Literal.Of(shape.Width)})"
            : $"new {CompilerServices}.ChannelShape({layer}, {Literal.Of(shape.Channels)}, 2, {Library}.TensorLayout.ChannelsFirst)";
        string affine = $"Epsilon: {Literal.Of(operation.Epsilon)}, Scale: {Literal.Of(operation.Affine.Scale)}, Shift: {Literal.Of(operation.Affine.Shift)}";
        string behind = $"HasActivation: {Literal.Of(activation.Exists)}, HasResidual: {Literal.Of(hasResidual)}, {Library}.Framework.{_plan.Definition.Preset}";
        (string described, string settings) = operation switch
        {
            BatchNormOperation { Averaging: var averaging } batchNorm => (
                channels,
                $"new {CompilerServices}.BatchNormSettings({affine}, {CompilerServices}.Averaging.{averaging.Mode}, Momentum: {Literal.Of(averaging.Weight)}, Kept: {Literal.Of(averaging.Kept)}, {Library}.VarianceEstimator.{batchNorm.MovingVariance}, {behind})"),
            RowNormOperation rowNorm => (
                $"new {CompilerServices}.RowShape({layer}, {Literal.Of(shape.Length)})",
                $"new {CompilerServices}.RowNormSettings({affine}, ByMeanSquare: {Literal.Of(rowNorm.Statistic == RowStatistic.MeanSquare)}, {behind})"),
            GroupNormOperation or InstanceNormOperation => (
                channels,
                $"new {CompilerServices}.GroupNormSettings({affine}, NumGroups: {Literal.Of(operation is GroupNormOperation groups ? groups.Groups : shape.Channels)}, IsInstanceNorm: {Literal.Of(operation is InstanceNormOperation)}, {behind})"),
            _ => throw new NotSupportedException($"No layer for {operation}."),
        };
        string Key(ParameterKind kind) => Literal.Of(node.Parameters.FirstOrDefault(parameter => parameter.Kind == kind)?.Key ?? string.Empty);
        string positions = operation.MapPositions > 1 ? $", mapPositions: {Literal.Of(operation.MapPositions)}" : string.Empty;
        _writer.Line(
            $"""
            {LayerFields.Core(node, number)} = AddNormalization(
                new {CompilerServices}.{KindOf(operation)}Core<float>(
                    {described},
                    {settings},
                    {kernel}),
                {Literal.Of(node.Name!.Text)}, {Key(ParameterKind.Scale)}, {Key(ParameterKind.Shift)}, out {LayerFields.Seen(node)}{positions});
            """);
    }
}
