using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;
using BatchNormGen.Generator.Tests.Compiling;
using BatchNormGen.Generator.Tests.Formulas;
using BatchNormGen.Generator.Tests.Planning;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Emission;

/// <summary>Kernels of formulas that no layer has: the emitters take any, on both walks.</summary>
public class MadeUpKernelTests
{
    /// <summary>What the runtime has for batch normalization: here it only takes the kernels as type arguments.</summary>
    private const string Kind =
        """
        namespace BatchNormGen.CompilerServices
        {
            public sealed class MadeUpKernels<T>
                where T : unmanaged
            {
                public static MadeUpKernels<T> OfRows<T1, T2, T3, T4>(RowDivision division)
                    where T1 : struct, IKernel<T> where T2 : struct, IKernel<T> where T3 : struct, IKernel<T> where T4 : struct, IKernel<T> => new();

                public static MadeUpKernels<T> OfPlanes<T1, T2, T3, T4>(PlaneDivision division)
                    where T1 : struct, IKernel<T> where T2 : struct, IKernel<T> where T3 : struct, IKernel<T> where T4 : struct, IKernel<T> => new();

                public static MadeUpKernels<T> OfPlanes<T1, T2>(PlaneDivision division)
                    where T1 : struct, IKernel<T> where T2 : struct, IKernel<T> => new();

                public static MadeUpKernels<T> OfRows<T1>(RowDivision division)
                    where T1 : struct, IKernel<T> => new();
            }
        }
        """;

    public static TheoryData<int, int[], bool> Shapes
    {
        get
        {
            TheoryData<int, int[], bool> shapes = [];
            foreach (bool isFloat in new[] { true, false })
            {
                // Rows: stripes of several rows and of one, sums in registers and in the cache, wide stripes in bands.
                foreach (int features in new[] { 1, 3, 16, 48, 64, 127, 200, 1000, 4096 })
                {
                    shapes.Add(features, [1], isFloat);
                }

                // Planes: of any size, of less than a group, written out, in a loop, in parts.
                foreach (int[] positions in new int[][] { [], [2], [16], [49], [129], [784], [3136], [12_544] })
                {
                    shapes.Add(8, positions, isFloat);
                }
            }

            return shapes;
        }
    }

    /// <summary>Rows, as planes or summed: of less than a group, of whole groups, of one tile, in bands, with a rest, larger than a block.</summary>
    public static TheoryData<int, bool> Lengths
    {
        get
        {
            TheoryData<int, bool> lengths = [];
            foreach (int length in new[] { 1, 3, 15, 16, 17, 31, 32, 33, 49, 64, 200, 784, 1000, 4096, 4097, 10_007 })
            {
                lengths.Add(length, true);
                lengths.Add(length, false);
            }

            return lengths;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Kernels_of_any_formula_compile_without_a_warning(int features, int[] positions, bool isFloat) =>
        AssertCompiles(Emit(features, positions, ElementOf(isFloat)));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_tensor_constant_and_sum_of_a_formula_is_taken_from_its_place(int features, int[] positions, bool isFloat)
    {
        string text = Emit(features, positions, ElementOf(isFloat));
        string element = isFloat ? "float" : "double";
        string squares = Kernel(text, "Squares"), addAndScale = Kernel(text, "AddAndScale");
        Assert.Contains("ref double squares = ref arguments.Sum(0);", squares, StringComparison.Ordinal);
        Assert.DoesNotContain("arguments.Sum(1)", squares, StringComparison.Ordinal);
        Assert.DoesNotContain("arguments.Constant(", squares, StringComparison.Ordinal);
        Assert.DoesNotContain("CrossConstant(", text, StringComparison.Ordinal);
        Assert.Contains($"ref readonly {element} residual = ref arguments.Input(1);", addAndScale, StringComparison.Ordinal);
        Assert.Contains($"ref readonly {element} scale = ref arguments.Constant(0);", addAndScale, StringComparison.Ordinal);
        Assert.Contains($"ref {element} sum = ref arguments.Output(0);", addAndScale, StringComparison.Ordinal);
        Assert.Contains($"ref {element} y = ref arguments.Output(1);", addAndScale, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Constants_across_planes_are_loaded_from_the_place_within_the_plane(int length, bool isFloat)
    {
        RowShapeSpec shape = new() { NormalizedShape = new([length]) };
        string text = Emit(KernelPlanner.PlanRows(shape, ElementOf(isFloat)), MadeUpFormulas.Crossing);
        AssertCompiles(text);
        Assert.All(["WeightedDistances", "WeightAndLeak"], name =>
        {
            string kernel = Kernel(text, name);
            Assert.Contains($"ref readonly {(isFloat ? "float" : "double")} weight = ref arguments.CrossConstant(0);", kernel, StringComparison.Ordinal);
            Assert.Contains("TLanes.Load(in weight, ", kernel, StringComparison.Ordinal);
            Assert.DoesNotContain("Splat(in weight", kernel, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Constants_across_rows_are_one_number_for_all_lanes_of_a_row(int length, bool isFloat)
    {
        RowShapeSpec shape = new() { NormalizedShape = new([length]) };
        ReductionFormula formula = MadeUpFormulas.WeightedDistances;
        string text = Emit(KernelPlanner.PlanRowSums(shape, ElementOf(isFloat), [formula]), [formula]);
        AssertCompiles(text);
        Assert.Contains("TLanes weightRow = TLanes.Splat(in weight, row);", text, StringComparison.Ordinal);
        Assert.Contains("TLanes.Load(in center, ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Load(in weight", text, StringComparison.Ordinal);
        Assert.DoesNotContain("partials", text, StringComparison.Ordinal);
    }

    private static void AssertCompiles(string text)
    {
        LayerCompilation compilation = LayerCompilation.Of(new LayerCompilation.Settings { WarningsAsErrors = true, CheckOverflow = true }, text, Kind);
        Diagnostic[] faults = [.. compilation.Input.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(faults.Length == 0, string.Join("\n", faults.AsEnumerable()) + "\n" + text);
    }

    private static ElementType ElementOf(bool isFloat) => isFloat ? ElementType.Float : ElementType.Double;

    private static string Emit(int features, int[] positions, ElementType element) =>
        Emit(KernelPlanner.Plan(PlannedLayers.Spec(features, 3, positions, element).Shape, element, MadeUpFormulas.All), MadeUpFormulas.All);

    private static string Emit(KernelPlan plan, IReadOnlyList<KernelFormula> formulas)
    {
        SourceWriter writer = new();
        writer.Line("using System;\nusing System.Runtime.CompilerServices;\nusing BatchNormGen.CompilerServices;\n");
        using (writer.Open("namespace BatchNormGen.Generated"))
        {
            KernelSet kernels = new(plan, formulas);
            LayerKernels madeUp = new("MadeUpKernels", $"{kernels.Walk}<{kernels.TypeArguments}>({kernels.Division})", [kernels]);
            KernelEmitter.Emit(writer, PlannedLayers.Spec(1, 2).Layer.Type, plan.ElementType, madeUp);
        }

        return writer.ToString();
    }

    /// <summary>The struct of one formula.</summary>
    private static string Kernel(string text, string name)
    {
        string rest = text[text.IndexOf($"struct {name} ", StringComparison.Ordinal)..];
        int end = rest.IndexOf("/// <summary>", StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }
}
