using System.ComponentModel;
using System.Runtime.InteropServices;
using BatchNormGen.Execution.BatchNorm;
using BatchNormGen.Execution.Models.Products;
using BatchNormGen.Memory;

namespace BatchNormGen.CompilerServices;

/// <summary>What a convolution or dense layer of a model holds, and what the model calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ProductCore
{
    /// <summary>For models.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="weight">Its weights.</param>
    /// <param name="bias">The offsets of its output channels; null in a layer without.</param>
    internal ProductCore(string name, ProductShape shape, ProductKernels kernels, Parameter<float> weight, Parameter<float>? bias)
    {
        Name = name;
        Shape = shape;
        Kernels = kernels;
        Weight = weight;
        Bias = bias;
    }

    internal string Name { get; }

    internal ProductShape Shape { get; }

    internal ProductKernels Kernels { get; }

    /// <summary>The weights.</summary>
    public Parameter<float> Weight { get; }

    /// <summary>The offsets of the output channels; null in a layer without.</summary>
    public Parameter<float>? Bias { get; }

    /// <summary>The batch normalization that predictions compute with it; null if there is none.</summary>
    public BatchNormCore<float>? Normalization { get; set; }

    /// <summary>The batch normalization of its outputs that predictions compute by itself, with a gamma and a beta; null if there is none.</summary>
    public BatchNormCore<float>? Behind { get; set; }

    /// <summary>What is added to the sums instead of bias and normalization, where the weights have taken these in; null if they have not.</summary>
    internal float[]? FoldedBias { get; set; }

    /// <summary>The length of what <see cref="Pack"/> writes, in whole cache lines.</summary>
    public long PackedLength => WeightsLength + (ProductArguments.MaxConstants * ConstantsLength);

    internal nint WeightsLength => Shape.Passes * Shape.PackedLength;

    /// <summary>The length of a vector of constants: room for whole lanes behind the last channel, wherever a group of channels begins.</summary>
    internal int ConstantsLength => CacheLine.Pad<float>(Shape.Outputs) + CacheLine.Length<float>();

    /// <summary>Brings the layer's numbers, as they are now, into the form in which predictions take them.</summary>
    /// <param name="call">The call.</param>
    /// <param name="packed">Where they are written.</param>
    public void Pack(in ModelCall call, ModelBuffer packed)
    {
        WeightPacking.Pack(Shape, Weight.Value, packed.Pointer, call.Threads);
        float* constants = packed.Pointer + WeightsLength;
        new Span<float>(constants, ProductArguments.MaxConstants * ConstantsLength).Clear();
        if (FoldedBias is not null)
        {
            new Span<float>(constants + (2 * ConstantsLength), Shape.Outputs).Fill(1);
            FoldedBias.AsSpan().CopyTo(new(constants + (3 * ConstantsLength), Shape.Outputs));
            return;
        }

        Bias?.Value.CopyTo(new(constants, Shape.Outputs));
        if (Normalization is not null)
        {
            Predictions<float>.CopyConstants(Normalization, constants + ConstantsLength, constants + (2 * ConstantsLength), constants + (3 * ConstantsLength));
        }
    }

    /// <summary>Computes a prediction, with what follows the layer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="packed">What <see cref="Pack"/> has written.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the output.</param>
    /// <param name="residual">What is added to it; none if nothing is.</param>
    public void Predict(in ModelCall call, ModelBuffer packed, ModelBuffer x, ModelBuffer y, ModelBuffer residual = default) =>
        ProductSums.Forward(this, Kernels.Predict, call, packed.Pointer, packed.Pointer + WeightsLength, x.Pointer, residual.Pointer, y.Pointer);

    /// <summary>Computes the output as training keeps it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the output.</param>
    public void Train(in ModelCall call, ModelBuffer x, ModelBuffer y)
    {
        // One of several processes may have no part of a batch.
        if (call.Samples == 0)
        {
            return;
        }

        float* packed = call.Model.Workspace;
        Pack(call, new(packed));
        ProductSums.Forward(this, Kernels.Forward, call, packed, packed + WeightsLength, x.Pointer, null, y.Pointer);
    }

    /// <summary>Adds to the gradients of weights and bias, and computes the gradient of the input.</summary>
    /// <param name="call">The call.</param>
    /// <param name="x">The input of the training call.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">Receives the gradient of the input; none if nobody wants it.</param>
    public void Backward(in ModelCall call, ModelBuffer x, ModelBuffer dy, ModelBuffer dx)
    {
        if (call.Samples == 0)
        {
            return;
        }

        ProductGradients.AddWeightGradients(this, call, x.Pointer, dy.Pointer);
        if (Bias is not null)
        {
            ChannelSums.Add(dy.Pointer, call.Samples * Shape.OutputLength / Shape.Outputs, Shape.Outputs, Bias.Gradient);
        }

        if (dx.Exists)
        {
            float* packed = call.Model.Workspace;
            WeightPacking.PackForInput(Shape, Weight.Value, packed, call.Threads);
            if (Shape.IsRows)
            {
                ProductSums.RowInputGradient(this, call, packed, dy.Pointer, dx.Pointer);
            }
            else
            {
                MapInputGradients.Run(this, call, packed, dy.Pointer, dx.Pointer);
            }
        }
    }

    /// <summary>The number of numbers that predictions are made from.</summary>
    internal int NumbersLength
    {
        get
        {
            int length = Weight.Value.Length;
            for (int vector = 0; vector < Vectors; vector++)
            {
                length += Vector(vector).Length;
            }

            return length;
        }
    }

    /// <summary>Copies the numbers that predictions are made from.</summary>
    internal void CopyNumbers(Span<float> copy)
    {
        Weight.Value.CopyTo(copy);
        copy = copy[Weight.Value.Length..];
        for (int vector = 0; vector < Vectors; vector++)
        {
            Vector(vector).CopyTo(copy);
            copy = copy[Vector(vector).Length..];
        }
    }

    /// <summary>Whether the numbers are, bit for bit, those of a copy.</summary>
    internal bool HasNumbers(ReadOnlySpan<float> copy)
    {
        if (!AreSame(Weight.Value, copy))
        {
            return false;
        }

        copy = copy[Weight.Value.Length..];
        for (int vector = 0; vector < Vectors; vector++)
        {
            if (!AreSame(Vector(vector), copy))
            {
                return false;
            }

            copy = copy[Vector(vector).Length..];
        }

        return true;
    }

    /// <summary>The number of vectors of <see cref="Vector"/>.</summary>
    private const int Vectors = 5;

    /// <summary>The numbers beside the weights: bias, gamma, beta, moving mean, moving variance; empty if there are none.</summary>
    private ReadOnlySpan<float> Vector(int index) => index switch
    {
        0 => Bias is null ? [] : Bias.Value,
        1 => Normalization?.Gamma is { } gamma ? gamma.Value : [],
        2 => Normalization?.Beta is { } beta ? beta.Value : [],
        3 => Normalization is null ? [] : Normalization.MovingMean,
        _ => Normalization is null ? [] : Normalization.MovingVariance,
    };

    private static bool AreSame(ReadOnlySpan<float> numbers, ReadOnlySpan<float> copy) =>
        MemoryMarshal.AsBytes(numbers).SequenceEqual(MemoryMarshal.AsBytes(copy[..numbers.Length]));
}
