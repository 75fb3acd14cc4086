using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>The outputs of convolutions and dense layers, and the gradients of the inputs of the latter: in parts, each computed by one thread from beginning to end.</summary>
internal static unsafe class ProductSums
{
    /// <summary>The products and sums that take as long as memory takes to bring a byte: by these a thread is worth its start.</summary>
    public const int ProductsPerByte = 4;

    /// <summary>The parts for each thread, so that none waits long for the last one.</summary>
    private const int PartsPerThread = 4;

    /// <summary>A multiple of the positions of any tile, 6 and 14 above all: parts of rows are whole tiles.</summary>
    public const int RowGrain = 84;

    /// <summary>The output of a layer.</summary>
    public static void Forward(
        ProductCore core, delegate*<in ProductArguments, void> kernel, in ModelCall call, float* weights, float* constants, float* x, float* residual, float* y)
    {
        ProductShape shape = core.Shape;
        Run(new Work
        {
            Kernel = kernel,
            Scratches = call.Model.Scratches,
            X = x,
            Y = y,
            Residual = residual,
            Weights = weights,
            WeightsPitch = shape.PackedLength,
            Constants = constants,
            ConstantsLength = core.ConstantsLength,
            IsRows = shape.IsRows,
            Maps = new(shape.PassInputs, shape.Inputs, shape.Height, shape.Width, shape.Padding, shape.Width + (2 * shape.Padding)),
            IsCopied = shape.IsCopied,
            InputLength = shape.InputLength,
            OutputLength = shape.OutputLength,
            PassInputs = shape.PassInputs,
            PassOutputs = shape.PassOutputs,
            Passes = shape.Passes,
            Panels = shape.Panels,
            Lines = shape.OutputHeight,
            LineRows = shape.Stride,
            WindowRows = shape.Kernel,
            Positions = (nint)shape.OutputHeight * shape.OutputWidth,
            Samples = call.Samples,
        }, call.Threads, shape);
    }

    /// <summary>The gradient of the input of a layer whose positions are rows.</summary>
    /// <param name="core">The layer.</param>
    /// <param name="call">The call.</param>
    /// <param name="weights">The weights, packed for this.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">Receives that of the input.</param>
    public static void RowInputGradient(ProductCore core, in ModelCall call, float* weights, float* dy, float* dx)
    {
        ProductShape shape = core.Shape;
        Run(new Work
        {
            Kernel = core.Kernels.InputGradient,
            Scratches = call.Model.Scratches,
            X = dy,
            Y = dx,
            Weights = weights,
            WeightsPitch = shape.InputPackedLength,
            IsRows = true,
            Maps = default,
            IsCopied = false,
            InputLength = shape.OutputLength,
            OutputLength = shape.InputLength,
            PassInputs = shape.PassOutputs,
            PassOutputs = shape.PassInputs,
            Passes = shape.Passes,
            Panels = shape.InputPanels,
            Lines = shape.Height,
            LineRows = 1,
            WindowRows = 1,
            Positions = (nint)shape.Height * shape.Width,
            Samples = call.Samples,
        }, call.Threads, shape);
    }

    /// <summary>The number of threads that the sums of a batch are worth.</summary>
    public static int Threads(int most, ProductShape shape, int samples) =>
        WorkPartition.Threads(most, samples * (long)shape.OutputLength * shape.Terms / ProductsPerByte);

    /// <summary>The parts that maps are divided into: by lines where there are many, otherwise by panels.</summary>
    /// <param name="wholes">The number of maps, each of the channels of one pass.</param>
    /// <param name="lines">The lines of each.</param>
    /// <param name="panels">The panels of each.</param>
    /// <param name="threads">The number of threads.</param>
    public static (int Lines, int Panels) PartsOf(nint wholes, int lines, int panels, int threads)
    {
        int parts = threads == 1 || wholes >= 2 * threads ? 1 : (int)((((nint)threads * 2) + wholes - 1) / wholes);
        return lines >= 4 * parts ? (parts, 1) : (1, Math.Min(parts, panels));
    }

    private static void Run(Work work, int mostThreads, ProductShape shape)
    {
        int threads = Threads(mostThreads, shape, work.Samples);
        nint items;
        if (work.IsRows)
        {
            nint rows = work.Samples * work.Positions;
            work.RowParts = threads == 1 ? 1 : Math.Max(1, rows / (RowGrain * threads) >= 2 ? (rows + RowGrain - 1) / RowGrain : 1);
            nint most = (nint)threads * PartsPerThread;
            work.PartRows = work.RowParts == 1 ? rows : (((rows + Math.Min(work.RowParts, most) - 1) / Math.Min(work.RowParts, most)) + RowGrain - 1) / RowGrain * RowGrain;
            work.RowParts = (rows + work.PartRows - 1) / work.PartRows;
            work.PanelParts = work.RowParts == 1 ? Math.Min(threads, work.Panels) : 1;
            items = work.RowParts * work.PanelParts;
        }
        else
        {
            nint wholes = (nint)work.Samples * work.Passes;
            (work.LineParts, int panelParts) = PartsOf(wholes, work.Lines, work.Panels, threads);
            work.PanelParts = panelParts;
            items = wholes * work.LineParts * panelParts;
        }

        WorkPartition.For(items, threads, work.IsRows ? &RunRows : &RunMaps, Unsafe.AsPointer(ref work));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRows(void* context, nint item)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        (nint rowPart, nint panelPart) = Math.DivRem(item, work.PanelParts);
        ProductArguments arguments = work.Arguments(panelPart);
        arguments.SetLeft(work.X);
        arguments.SetOutput(work.Y);
        arguments.SetResidual(work.Residual);
        arguments.FirstLine = rowPart * work.PartRows;
        arguments.EndLine = Math.Min(arguments.FirstLine + work.PartRows, work.Samples * work.Positions);
        work.Kernel(in arguments);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunMaps(void* context, nint item)
    {
        ref readonly Work work = ref Unsafe.AsRef<Work>(context);
        (nint whole, nint part) = Math.DivRem(item, (nint)work.LineParts * work.PanelParts);
        (nint linePart, nint panelPart) = Math.DivRem(part, work.PanelParts);
        (nint sample, nint pass) = Math.DivRem(whole, work.Passes);
        ProductArguments arguments = work.Arguments(panelPart);
        arguments.FirstLine = work.Lines * linePart / work.LineParts;
        arguments.EndLine = work.Lines * (linePart + 1) / work.LineParts;
        float* x = work.X + (sample * work.InputLength) + (pass * work.PassInputs);
        AlignedMemory? scratch = null;
        if (work.IsCopied)
        {
            scratch = work.Scratches.Rent();
            work.Maps.Copy(x, scratch.Pointer, (int)arguments.FirstLine * work.LineRows, (((int)arguments.EndLine - 1) * work.LineRows) + work.WindowRows);
            x = scratch.Pointer;
        }

        nint output = (sample * work.OutputLength) + (pass * work.PassOutputs);
        arguments.SetLeft(x);
        arguments.SetRight(work.Weights + (pass * work.WeightsPitch));
        arguments.SetOutput(work.Y + output);
        arguments.SetResidual(work.Residual is null ? null : work.Residual + output);
        for (int i = 0; work.Constants is not null && i < ProductArguments.MaxConstants; i++)
        {
            arguments.SetConstant(i, work.Constants + (i * work.ConstantsLength) + (pass * work.PassOutputs));
        }

        work.Kernel(in arguments);
        if (scratch is not null)
        {
            work.Scratches.Return(scratch);
        }
    }

    /// <summary>All that the parts of a call share.</summary>
    private struct Work
    {
        public required delegate*<in ProductArguments, void> Kernel;
        public required SlotPool<AlignedMemory> Scratches;
        public required float* X, Y;
        public float* Residual;
        public required float* Weights;
        public float* Constants;
        public required nint WeightsPitch;
        public nint ConstantsLength;
        public required bool IsRows, IsCopied;
        public required PaddedMaps Maps;
        public required nint InputLength, OutputLength, Positions;
        public required int PassInputs, PassOutputs, Passes, Panels, Lines, LineRows, WindowRows, Samples;
        public nint RowParts, PartRows;
        public int LineParts, PanelParts;

        /// <summary>What the kernel is told about panels and constants, of a layer of one pass.</summary>
        public readonly ProductArguments Arguments(nint panelPart)
        {
            ProductArguments arguments = default;
            arguments.SetRight(Weights);
            for (int i = 0; Constants is not null && i < ProductArguments.MaxConstants; i++)
            {
                arguments.SetConstant(i, Constants + (i * ConstantsLength));
            }

            arguments.FirstPanel = Panels * panelPart / PanelParts;
            arguments.EndPanel = Panels * (panelPart + 1) / PanelParts;
            return arguments;
        }
    }
}
