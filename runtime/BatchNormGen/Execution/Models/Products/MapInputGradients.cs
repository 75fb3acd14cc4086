using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>The gradients of the inputs of convolutions: in parts, each computed by one thread from beginning to end, and in each phase by phase.</summary>
internal static unsafe class MapInputGradients
{
    /// <summary>Writes them.</summary>
    /// <param name="core">The convolution.</param>
    /// <param name="call">The call.</param>
    /// <param name="weights">The weights, packed for this.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">Receives that of the input.</param>
    public static void Run(ProductCore core, in ModelCall call, float* weights, float* dy, float* dx)
    {
        ProductShape shape = core.Shape;
        int threads = ProductSums.Threads(call.Threads, shape, call.Samples), lines = (shape.Height + shape.Stride - 1) / shape.Stride;
        nint wholes = (nint)call.Samples * shape.Passes;
        (int lineParts, int panelParts) = ProductSums.PartsOf(wholes, lines, shape.InputPanels, threads);
        int zeros = InputPhase.ZerosBefore(shape);
        Work work = new()
        {
            Shape = shape,
            Kernel = core.Kernels.InputGradient,
            Scratches = call.Model.Scratches,
            Dy = dy,
            Dx = dx,
            Weights = weights,
            Lines = lines,
            LineParts = lineParts,
            PanelParts = panelParts,
            Zeros = zeros,
            Window = InputPhase.WindowOf(shape),
            Maps = new(
                shape.PassOutputs, shape.Outputs, shape.OutputHeight, shape.OutputWidth, zeros, InputPhase.PaddedExtent(shape, shape.Width, shape.OutputWidth)),
        };
        WorkPartition.For(wholes * lineParts * panelParts, threads, &RunPart, Unsafe.AsPointer(ref work));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPart(void* context, nint item)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        ProductShape shape = work.Shape;
        (nint whole, nint part) = Math.DivRem(item, (nint)work.LineParts * work.PanelParts);
        (nint linePart, nint panelPart) = Math.DivRem(part, work.PanelParts);
        (nint sample, nint pass) = Math.DivRem(whole, shape.Passes);
        int first = (int)(work.Lines * linePart / work.LineParts), end = (int)(work.Lines * (linePart + 1) / work.LineParts);
        float* dx = work.Dx + (sample * shape.InputLength) + (pass * shape.PassInputs);
        AlignedMemory scratch = work.Scratches.Rent();
        work.Maps.Copy(work.Dy + (sample * shape.OutputLength) + (pass * shape.PassOutputs), scratch.Pointer, first, end - 1 + work.Window);
        ProductArguments arguments = default;
        arguments.FirstPanel = shape.InputPanels * panelPart / work.PanelParts;
        arguments.EndPanel = shape.InputPanels * (panelPart + 1) / work.PanelParts;
        if (shape.Kernel < shape.Stride)
        {
            int channel = (int)arguments.FirstPanel * shape.InputPanelLanes, endChannel = Math.Min((int)arguments.EndPanel * shape.InputPanelLanes, shape.PassInputs);
            Clear(shape, dx + channel, endChannel - channel, first * shape.Stride, Math.Min(end * shape.Stride, shape.Height));
        }

        float* weights = work.Weights + (pass * shape.InputPackedLength);
        for (int rowPhase = 0; rowPhase < shape.Stride; rowPhase++)
        {
            InputPhase row = new(shape, rowPhase);
            arguments.FirstLine = first;
            arguments.EndLine = Math.Min(end, row.Count(shape.Height));
            for (int columnPhase = 0; columnPhase < shape.Stride; columnPhase++)
            {
                InputPhase column = new(shape, columnPhase);
                int taps = row.Taps * column.Taps;
                if (taps > 0 && column.Count(shape.Width) > 0)
                {
                    nint windowRow = work.Zeros + row.LastOutput - row.Taps + 1, windowColumn = work.Zeros + column.LastOutput - column.Taps + 1;
                    arguments.Phase = (rowPhase * shape.Stride) + columnPhase;
                    arguments.SetLeft(scratch.Pointer + (((windowRow * work.Maps.PaddedWidth) + windowColumn) * shape.PassOutputs));
                    arguments.SetRight(weights);
                    arguments.SetOutput(dx + ((((nint)rowPhase * shape.Width) + columnPhase) * shape.Inputs));
                    work.Kernel(in arguments);
                }

                weights += (nint)taps * shape.TapOutputs * shape.InputPanels * shape.InputPanelLanes;
            }
        }

        work.Scratches.Return(scratch);
    }

    /// <summary>Inputs that are in no window have gradients of 0.</summary>
    private static void Clear(ProductShape shape, float* dx, int channels, int firstRow, int endRow)
    {
        for (nint position = (nint)firstRow * shape.Width; position < (nint)endRow * shape.Width; position++)
        {
            new Span<float>(dx + (position * shape.Inputs), channels).Clear();
        }
    }

    /// <summary>What the parts of a call share.</summary>
    private struct Work
    {
        public required ProductShape Shape;
        public required delegate*<in ProductArguments, void> Kernel;
        public required SlotPool<AlignedMemory> Scratches;
        public required float* Dy, Dx, Weights;
        public required int Lines, LineParts, PanelParts, Zeros, Window;
        public required PaddedMaps Maps;
    }
}
