using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>
/// The gradients of the weights of convolutions and dense layers. Each thread sums those of some weights over all samples, so that they are summed in one order whatever the
/// threads; of layers with few weights the batch is divided too, into chunks whose number follows from the shape and the batch alone.
/// </summary>
internal static unsafe class ProductGradients
{
    /// <summary>The parts that the sums of a layer are divided into at least, if there are so many samples.</summary>
    private const int LeastParts = 8;

    /// <summary>The sums that one thread takes at a time: they stay in the second-level cache while samples go by.</summary>
    private const int ItemBytes = 640 * 1024;

    /// <summary>The chunks of a batch, each of which has sums of its own.</summary>
    public static int Chunks(ProductShape shape, int samples)
    {
        int parts = shape.Passes * shape.Panels * Lines(shape);
        return Math.Max(1, Math.Min((LeastParts + parts - 1) / parts, samples));
    }

    /// <summary>The memory that the sums of a layer take.</summary>
    public static nint SumsLength(ProductShape shape, int samples) => Chunks(shape, samples) * shape.Passes * shape.PackedLength;

    /// <summary>Adds to the gradients of the weights.</summary>
    public static void AddWeightGradients(ProductCore core, in ModelCall call, float* x, float* dy)
    {
        ProductShape shape = core.Shape;
        nint passLength = shape.PackedLength, length = shape.Passes * passLength;
        Work work = new()
        {
            Shape = shape,
            Kernel = core.Kernels.WeightGradient,
            Scratches = call.Model.Scratches,
            X = x,
            Dy = dy,
            Sums = call.Model.Workspace,
            Chunks = Chunks(shape, call.Samples),
            Samples = call.Samples,
            Lines = Lines(shape),
            ItemLines = 1,
            ItemPanels = 1,
        };
        int threads = ProductSums.Threads(call.Threads, shape, call.Samples);
        if (!shape.IsRows)
        {
            work.Widen(threads);
        }

        for (int chunk = 0; chunk < work.Chunks; chunk++)
        {
            new Span<float>(work.Sums + (chunk * length), checked((int)length)).Clear();
        }

        WorkPartition.For((nint)work.Chunks * shape.Passes * work.PanelItems * work.LineItems, threads, &Run, Unsafe.AsPointer(ref work));
        Span<float> sums = new(work.Sums, (int)length);
        for (int chunk = 1; chunk < work.Chunks; chunk++)
        {
#pragma warning disable RS0030 // Number by number: nothing depends on the width of vectors.
            TensorPrimitives.Add(sums, new ReadOnlySpan<float>(work.Sums + (chunk * length), (int)length), sums);
#pragma warning restore RS0030
        }

        WeightPacking.AddUnpacked(shape, work.Sums, core.Weight.Gradient, call.Threads);
    }

    /// <summary>The lines of weights: the rows of a kernel, or some inputs of a layer whose positions are rows.</summary>
    private static int Lines(ProductShape shape) => shape.IsRows ? (shape.Inputs + ProductSums.RowGrain - 1) / ProductSums.RowGrain : shape.Kernel;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(void* context, nint item)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        ProductShape shape = work.Shape;
        (nint rest, nint lineItem) = Math.DivRem(item, (nint)work.LineItems);
        (rest, nint panelItem) = Math.DivRem(rest, (nint)work.PanelItems);
        (nint chunk, nint pass) = Math.DivRem(rest, (nint)shape.Passes);
        nint first = work.Samples * chunk / work.Chunks, end = work.Samples * (chunk + 1) / work.Chunks;
        ProductArguments arguments = default;
        arguments.FirstPanel = panelItem * work.ItemPanels;
        arguments.EndPanel = Math.Min(arguments.FirstPanel + work.ItemPanels, shape.Panels);
        arguments.SetOutput(work.Sums + (((chunk * shape.Passes) + pass) * shape.PackedLength));
        if (shape.IsRows)
        {
            nint positions = shape.InputLength / shape.Inputs;
            arguments.FirstLine = lineItem * ProductSums.RowGrain;
            arguments.EndLine = Math.Min(arguments.FirstLine + ProductSums.RowGrain, shape.Inputs);
            arguments.Terms = (end - first) * positions;
            arguments.SetLeft(work.X + (first * shape.InputLength));
            arguments.SetRight(work.Dy + (first * shape.OutputLength));
            work.Kernel(in arguments);
            return;
        }

        arguments.FirstLine = lineItem * work.ItemLines;
        arguments.EndLine = arguments.FirstLine + work.ItemLines;
        AlignedMemory? scratch = shape.IsCopied ? work.Scratches.Rent() : null;
        PaddedMaps maps = new(shape.PassInputs, shape.Inputs, shape.Height, shape.Width, shape.Padding, shape.Width + (2 * shape.Padding));
        for (nint sample = first; sample < end; sample++)
        {
            float* x = work.X + (sample * shape.InputLength) + (pass * shape.PassInputs);
            if (scratch is not null)
            {
                maps.Copy(x, scratch.Pointer, (int)arguments.FirstLine, (int)arguments.EndLine + ((shape.OutputHeight - 1) * shape.Stride));
                x = scratch.Pointer;
            }

            arguments.SetLeft(x);
            arguments.SetRight(work.Dy + (sample * shape.OutputLength) + (pass * shape.PassOutputs));
            work.Kernel(in arguments);
        }

        if (scratch is not null)
        {
            work.Scratches.Return(scratch);
        }
    }

    private struct Work
    {
        public required ProductShape Shape;
        public required delegate*<in ProductArguments, void> Kernel;
        public required SlotPool<AlignedMemory> Scratches;
        public required float* X, Dy, Sums;
        public required int Chunks, Samples, Lines, ItemLines, ItemPanels;

        public readonly int LineItems => Lines / ItemLines;

        public readonly int PanelItems => (Shape.Panels + ItemPanels - 1) / ItemPanels;

        /// <summary>Makes items of all lines, and of as many panels as there is room for, where that leaves enough for every thread: each item copies the samples once.</summary>
        public void Widen(int threads)
        {
            int mostPanels = ItemBytes / (Shape.Terms * Shape.PanelLanes * sizeof(float)), wholes = Chunks * Shape.Passes * Shape.Panels;
            if (mostPanels > 0 && (threads == 1 || wholes >= 2 * threads))
            {
                ItemLines = Lines;
                ItemPanels = Math.Clamp(threads == 1 ? Shape.Panels : wholes / (2 * threads), 1, Math.Min(mostPanels, Shape.Panels));
            }
        }
    }
}
