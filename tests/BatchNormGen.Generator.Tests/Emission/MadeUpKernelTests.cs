using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;
using BatchNormGen.Generator.Tests.Compiling;
using BatchNormGen.Generator.Tests.Formulas;
using BatchNormGen.Generator.Tests.Planning;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Emission;

/// <summary>Kernels of formulas that batch normalization has none of: the emitters take any, on both walks.</summary>
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

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Kernels_of_any_formula_compile_without_a_warning(int features, int[] positions, bool isFloat)
    {
        string text = Emit(features, positions, isFloat ? ElementType.Float : ElementType.Double);
        LayerCompilation compilation = LayerCompilation.Of(new LayerCompilation.Settings { WarningsAsErrors = true, CheckOverflow = true }, text, Kind);
        Diagnostic[] faults = [.. compilation.Input.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(faults.Length == 0, string.Join("\n", faults.AsEnumerable()) + "\n" + text);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_tensor_constant_and_sum_of_a_formula_is_taken_from_its_place(int features, int[] positions, bool isFloat)
    {
        string text = Emit(features, positions, isFloat ? ElementType.Float : ElementType.Double);
        string element = isFloat ? "float" : "double";
        string squares = Kernel(text, "Squares"), addAndScale = Kernel(text, "AddAndScale");
        Assert.Contains("ref double squares = ref arguments.Sum(0);", squares, StringComparison.Ordinal);
        Assert.DoesNotContain("arguments.Sum(1)", squares, StringComparison.Ordinal);
        Assert.DoesNotContain("arguments.Constant(", squares, StringComparison.Ordinal);
        Assert.Contains($"ref readonly {element} residual = ref arguments.Input(1);", addAndScale, StringComparison.Ordinal);
        Assert.Contains($"ref readonly {element} scale = ref arguments.Constant(0);", addAndScale, StringComparison.Ordinal);
        Assert.Contains($"ref {element} sum = ref arguments.Output(0);", addAndScale, StringComparison.Ordinal);
        Assert.Contains($"ref {element} y = ref arguments.Output(1);", addAndScale, StringComparison.Ordinal);
    }

    private static string Emit(int features, int[] positions, ElementType element)
    {
        BatchNormSpec spec = PlannedLayers.Spec(features, 3, positions, element);
        KernelPlan plan = KernelPlanner.Plan(spec.Shape, element, MadeUpFormulas.All);
        SourceWriter writer = new();
        writer.Line("using System;\nusing System.Runtime.CompilerServices;\nusing BatchNormGen.CompilerServices;\n");
        using (writer.Open("namespace BatchNormGen.Generated"))
        {
            KernelSet kernels = new(plan, MadeUpFormulas.All);
            new KernelEmitter(writer, spec.Layer.Type, element, [kernels]).Emit("MadeUpKernels", $"{kernels.Walk}<{kernels.TypeArguments}>({kernels.Division})");
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
