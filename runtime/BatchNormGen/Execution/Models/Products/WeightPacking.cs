using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>
/// Brings weights from the order that files and users have, <c>(outputs, inputs, taps)</c>, into panels, and gradients back. In a panel the lanes of each term lie side by side,
/// term after term; terms go by tap, and in each by input channel, as the values of channels-last maps lie. Behind the last output channel there are zeros.
/// </summary>
/// <remarks>A matrix of outputs and taps of an input is transposed at a time; each thread does some panels.</remarks>
internal static unsafe class WeightPacking
{
    /// <summary>The outputs and the terms of gradients that are taken apart at a time: little enough to stay in the first-level cache.</summary>
    private const int UnpackedOutputs = 8, UnpackedTerms = 256;

    /// <summary>The weights as outputs are summed from them.</summary>
    /// <param name="shape">The shape of the layer.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="packed">Receives the panels.</param>
    /// <param name="threads">The most threads.</param>
    public static void Pack(ProductShape shape, ReadOnlySpan<float> weights, float* packed, int threads) =>
        Run(shape, weights, packed, &PackPanel, (nint)shape.Passes * shape.Panels, threads);

    /// <summary>
    /// The weights as the gradient of the input takes them: a lane is an input, and a convolution goes phase by phase through the taps, backwards, and in each by output channel.
    /// </summary>
    /// <param name="shape">The shape of the layer.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="packed">Receives the panels.</param>
    /// <param name="threads">The most threads.</param>
    public static void PackForInput(ProductShape shape, ReadOnlySpan<float> weights, float* packed, int threads) =>
        Run(shape, weights, packed, &PackInputPanel, (nint)shape.Passes * shape.InputPanels, threads);

    /// <summary>Adds packed gradients to those of the weights.</summary>
    /// <param name="shape">The shape of the layer.</param>
    /// <param name="packed">The panels.</param>
    /// <param name="gradient">The gradients of the weights.</param>
    /// <param name="threads">The most threads.</param>
    public static void AddUnpacked(ProductShape shape, float* packed, Span<float> gradient, int threads) =>
        Run(shape, gradient, packed, &AddPanel, (nint)shape.Passes * shape.Panels, threads);

    private static void Run(ProductShape shape, ReadOnlySpan<float> weights, float* packed, delegate*<void*, nint, void> body, nint panels, int threads)
    {
        fixed (float* first = weights)
        {
            Work work = new() { Shape = shape, Weights = first, Packed = packed };
            WorkPartition.For(panels, WorkPartition.Threads(threads, 2L * sizeof(float) * weights.Length), body, Unsafe.AsPointer(ref work));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackPanel(void* context, nint item)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        ProductShape shape = work.Shape;
        (nint pass, nint panel) = Math.DivRem(item, (nint)shape.Panels);
        int taps = shape.Taps, inputs = shape.WeightInputs, lanes = shape.PanelLanes, first = (int)panel * lanes, count = Math.Min(lanes, shape.PassOutputs - first);
        float* packed = work.Packed + (pass * shape.PackedLength) + (panel * shape.Terms * lanes);
        if (count < lanes)
        {
            new Span<float>(packed, shape.Terms * lanes).Clear();
        }

        float* weights = work.WeightsOf(pass) + ((nint)first * shape.Terms), end = work.WeightsOf(pass + 1);
        if (taps == 1)
        {
            MatrixTransposition.Run(weights, shape.Terms, packed, lanes, count, inputs, end);
            return;
        }

        for (int input = 0; input < inputs; input++)
        {
            MatrixTransposition.Run(weights + ((nint)input * taps), shape.Terms, packed + ((nint)input * lanes), (nint)inputs * lanes, count, taps, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackInputPanel(void* context, nint item)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        ProductShape shape = work.Shape;
        (nint pass, nint panel) = Math.DivRem(item, (nint)shape.InputPanels);
        int first = (int)panel * shape.InputPanelLanes, count = Math.Min(shape.InputPanelLanes, shape.PassInputs - first);
        float* packed = work.Packed + (pass * shape.InputPackedLength), weights = work.WeightsOf(pass);
        if (shape.FlattenedPositions > 1)
        {
            PackFlattened(shape, weights, packed + (panel * shape.InputTerms * shape.InputPanelLanes), first, count);
            return;
        }

        if (shape.Stride == 1)
        {
            PackTaps(shape, weights, packed + (panel * shape.InputTerms * shape.InputPanelLanes), first, count, work.WeightsOf(pass + 1));
            return;
        }

        for (int rowPhase = 0; rowPhase < shape.Stride; rowPhase++)
        {
            for (int columnPhase = 0; columnPhase < shape.Stride; columnPhase++)
            {
                InputPhase row = new(shape, rowPhase), column = new(shape, columnPhase);
                nint terms = (nint)row.Taps * column.Taps * shape.TapOutputs;
                PackPhase(shape, weights, packed + (panel * terms * shape.InputPanelLanes), first, count, row, column);
                packed += terms * shape.InputPanels * shape.InputPanelLanes;
            }
        }
    }

    /// <summary>The inputs of a panel by all taps, the last one first.</summary>
    private static void PackTaps(ProductShape shape, float* weights, float* packed, int first, int count, float* end)
    {
        int taps = shape.Taps, lanes = shape.InputPanelLanes;
        if (count < lanes)
        {
            new Span<float>(packed, shape.InputTerms * lanes).Clear();
        }

        nint tapPitch = (nint)shape.TapOutputs * lanes;
        weights += (nint)first * taps;
        packed += (taps - 1) * tapPitch;
        for (int output = 0; output < shape.TapOutputs; output++, weights += shape.Terms, packed += lanes)
        {
            MatrixTransposition.Run(weights, taps, packed, -tapPitch, count, taps, end);
        }
    }

    /// <summary>The inputs of a panel by the taps of a phase, the last one first.</summary>
    private static void PackPhase(ProductShape shape, float* weights, float* packed, int first, int count, InputPhase row, InputPhase column)
    {
        int lanes = shape.InputPanelLanes;
        weights += (nint)first * shape.Taps;
        for (int tapRow = row.Taps - 1; tapRow >= 0; tapRow--)
        {
            for (int tapColumn = column.Taps - 1; tapColumn >= 0; tapColumn--)
            {
                float* source = weights + ((row.FirstTap + (tapRow * shape.Stride)) * shape.Kernel) + column.FirstTap + (tapColumn * shape.Stride);
                for (int output = 0; output < shape.TapOutputs; output++, source += shape.Terms, packed += lanes)
                {
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        packed[lane] = lane < count ? source[(nint)lane * shape.Taps] : 0;
                    }
                }
            }
        }
    }

    /// <summary>Inputs that are maps, channels last: position by position, where weights have them channel by channel.</summary>
    private static void PackFlattened(ProductShape shape, float* weights, float* packed, int first, int count)
    {
        int positions = shape.FlattenedPositions, inputs = shape.WeightInputs, lanes = shape.InputPanelLanes;
        for (int output = 0; output < shape.PassOutputs; output++, packed += lanes, weights += shape.Terms)
        {
            (int position, int input) = Math.DivRem(first, inputs);
            for (int lane = 0; lane < lanes; lane++)
            {
                packed[lane] = lane < count ? weights[((nint)input * positions) + position] : 0;
                if (++input == inputs)
                {
                    (position, input) = (position + 1, 0);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPanel(void* context, nint item)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        ProductShape shape = work.Shape;
        (nint pass, nint panel) = Math.DivRem(item, (nint)shape.Panels);
        int taps = shape.Taps, inputs = shape.WeightInputs, lanes = shape.PanelLanes, first = (int)panel * lanes, count = Math.Min(lanes, shape.PassOutputs - first);
        float* packed = work.Packed + (pass * shape.PackedLength) + (panel * shape.Terms * lanes), end = packed + ((nint)shape.Terms * lanes);
        float* gradient = work.WeightsOf(pass) + ((nint)first * shape.Terms);

        // Outputs in rows, each with some inputs and their taps side by side, as the gradients lie.
        float* unpacked = stackalloc float[UnpackedOutputs * UnpackedTerms];
        int mostTaps = Math.Min(taps, UnpackedTerms), mostInputs = UnpackedTerms / mostTaps;
        for (int output = 0; output < count; output += UnpackedOutputs)
        {
            int outputs = Math.Min(UnpackedOutputs, count - output);
            for (int input = 0; input < inputs; input += mostInputs)
            {
                int someInputs = Math.Min(mostInputs, inputs - input);
                for (int tap = 0; tap < taps; tap += mostTaps)
                {
                    int someTaps = Math.Min(mostTaps, taps - tap), length = someInputs * someTaps;
                    Unpack(packed + ((((nint)tap * inputs) + input) * lanes) + output, lanes, (nint)inputs * lanes, unpacked, someInputs, someTaps, outputs, end);
                    for (int row = 0; row < outputs; row++)
                    {
                        Span<float> target = new(gradient + ((nint)(output + row) * shape.Terms) + ((nint)input * taps) + tap, length);
#pragma warning disable RS0030 // Number by number: nothing depends on the width of vectors.
                        TensorPrimitives.Add(target, new ReadOnlySpan<float>(unpacked + (row * length), length), target);
#pragma warning restore RS0030
                    }
                }
            }
        }
    }

    /// <summary>Takes apart some inputs, taps and outputs of a panel: output by output, and in each by input and tap.</summary>
    private static void Unpack(float* packed, nint inputPitch, nint tapPitch, float* unpacked, int inputs, int taps, int outputs, float* end)
    {
        if (taps == 1)
        {
            MatrixTransposition.Run(packed, inputPitch, unpacked, inputs, inputs, outputs, end);
            return;
        }

        for (int input = 0; input < inputs; input++)
        {
            MatrixTransposition.Run(packed + (input * inputPitch), tapPitch, unpacked + (input * taps), inputs * taps, taps, outputs, end);
        }
    }

    /// <summary>What the panels of a layer share.</summary>
    private struct Work
    {
        public required ProductShape Shape;
        public required float* Weights, Packed;

        /// <summary>The weights of a pass, or their gradients.</summary>
        public readonly float* WeightsOf(nint pass) => Weights + (pass * Shape.PassOutputs * Shape.Terms);
    }
}
