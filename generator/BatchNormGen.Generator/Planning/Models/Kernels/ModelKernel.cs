using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning.Models.Kernels;

/// <summary>What steps are computed by: layers of equal shape share one.</summary>
/// <param name="Name">Its name, which tells it from every other kernel of the model: <c>Conv3x3_64x56x56_to_64</c>.</param>
internal abstract record ModelKernel(string Name);

/// <summary>The sums of a convolution or dense layer, and their gradients.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operation">The layer, without what does not change its sums.</param>
/// <param name="Input">The shape of its input.</param>
/// <param name="Output">The shape of its output.</param>
/// <param name="Finishes">What becomes of the sums somewhere in the model.</param>
internal sealed record ProductKernel(string Name, Operation Operation, FlowShape Input, FlowShape Output, EquatableArray<ProductFinish> Finishes) : ModelKernel(Name);

/// <summary>A normalization with the sum and the activation behind it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operation">The normalization, without what does not change its kernels.</param>
/// <param name="Shape">The shape of its input.</param>
/// <param name="HasResidual">Whether something is added.</param>
/// <param name="Activation">The activation.</param>
internal sealed record NormalizationKernel(string Name, NormalizationOperation Operation, FlowShape Shape, bool HasResidual, ActivationSpec Activation) : ModelKernel(Name);

/// <summary>A sum, an activation, or both.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasResidual">Whether something is added.</param>
/// <param name="Activation">The activation.</param>
internal sealed record ElementwiseKernel(string Name, bool HasResidual, ActivationSpec Activation) : ModelKernel(Name);
