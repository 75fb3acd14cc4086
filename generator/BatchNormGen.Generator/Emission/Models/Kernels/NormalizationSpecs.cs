using System;
using System.Linq;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning.Models.Kernels;

namespace BatchNormGen.Generator.Emission.Models.Kernels;

/// <summary>Normalizations of a model as the layers that they are: their kernels are planned and written as those of a layer with an attribute.</summary>
internal static class NormalizationSpecs
{
    public static LayerKernels KernelsOf(LayerType model, NormalizationKernel kernel)
    {
        LayerSpec layer = new()
        {
            Type = model,
            Preset = default,
            Affine = kernel.Operation.Affine,
            ElementType = ElementType.Float,
            Epsilon = kernel.Operation.Epsilon,
            Activation = kernel.Activation,
            Residual = kernel.HasResidual,
        };
        return kernel.Operation switch
        {
            BatchNormOperation batchNorm => LayerKernels.Of(
                new BatchNormSpec { Layer = layer, Shape = ShapeOf(kernel.Shape), Averaging = batchNorm.Averaging, MovingVariance = batchNorm.MovingVariance }),
            GroupNormOperation groupNorm => LayerKernels.Of(
                new GroupNormSpec { Layer = layer, Shape = ShapeOf(kernel.Shape), NumGroups = groupNorm.Groups, IsInstanceNorm = false }),
            InstanceNormOperation => LayerKernels.Of(
                new GroupNormSpec { Layer = layer, Shape = ShapeOf(kernel.Shape), NumGroups = kernel.Shape.Channels, IsInstanceNorm = true }),
            RowNormOperation rowNorm => LayerKernels.Of(
                new RowNormSpec { Layer = layer, Shape = new() { NormalizedShape = new([kernel.Shape.Length]) }, Statistic = rowNorm.Statistic }),
            _ => throw new NotSupportedException($"No layer for {kernel.Operation}."),
        };
    }

    /// <summary>Maps as they lie in a model, or features.</summary>
    private static ChannelShapeSpec ShapeOf(FlowShape shape) => new()
    {
        Channels = shape.Channels,
        NumDims = shape.IsMaps ? 4 : 2,
        Layout = shape.IsMaps ? TensorLayout.ChannelsLast : TensorLayout.ChannelsFirst,
        Spatial = shape.IsMaps ? new(shape.Extents.Skip(1)) : EquatableArray<int>.Empty,
    };
}
