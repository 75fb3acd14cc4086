using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes a layer's kernels: a file-local class with a struct per formula, which the runtime is handed as type arguments.</summary>
/// <param name="writer">Where they are written.</param>
/// <param name="type">The layer's class.</param>
/// <param name="plan">The plan.</param>
/// <param name="formulas">The formulas, in the order in which the runtime takes them.</param>
/// <param name="kind">The runtime's class for kernels of this kind of layer: <c>BatchNormKernels</c>.</param>
internal sealed class KernelEmitter(SourceWriter writer, LayerType type, KernelPlan plan, IReadOnlyList<KernelFormula> formulas, string kind)
{
    private readonly string _element = Literal.Of(plan.ElementType);

    /// <summary>The class's name: local to the file, so two layers of one name do not meet.</summary>
    public static string TypeName(LayerType type) => type.Name.TrimStart('@') + "Kernels";

    public void Emit()
    {
        writer.Line("/// <summary>");
        writer.Line($"/// Kernels of <c>{Xml.Text(type.DisplayName)}</c>. Plan: {PlanDescription.Of(plan)}");
        writer.Line("/// </summary>");
        writer.Line(GeneratedAttributes.Line);
        using (writer.Open($"file static class {TypeName(type)}"))
        {
            EmitAll();
            foreach (KernelFormula formula in formulas)
            {
                writer.Line();
                EmitKernel(formula);
            }
        }
    }

    private void EmitAll()
    {
        (string walk, string division) = plan switch
        {
            RowPlan rows => ("OfRows", $"new RowDivision(Features: {Literal.Of(rows.Features)}, StripeRows: {Literal.Of(rows.StripeRows)}, BlockStripes: {Literal.Of(rows.BlockStripes)}, MaxChunks: {Literal.Of(rows.MaxChunks)})"),
            PlanePlan planes => ("OfPlanes", $"new PlaneDivision(Features: {Literal.Of(planes.Features)}, BlockLength: {Literal.Of(planes.BlockLength)}, MaxChunks: {Literal.Of(planes.MaxChunks)})"),
            _ => throw new System.NotSupportedException($"No walk for {plan}."),
        };
        writer.Line($"public static {kind}<{_element}> All {{ get; }} = {kind}<{_element}>.{walk}<{string.Join(", ", formulas.Select(static formula => formula.Name))}>(");
        writer.Line($"    {division});");
    }

    private void EmitKernel(KernelFormula formula)
    {
        writer.Line($"/// <summary>{FormulaDescription.Of(formula)}</summary>");
        using (writer.Open($"private readonly struct {formula.Name} : IKernel<{_element}>"))
        {
            if (plan is RowPlan rows && formula is ReductionFormula reduction && rows.For(reduction).FitsOneVectorRegisters)
            {
                EmitByRegisters(rows, reduction);
                return;
            }

            using (OpenMethod("public", "Run"))
            {
                StripeWalk walk = plan is RowPlan of && formula is ReductionFormula sums ? of.For(sums).Walk : StripeWalk.InOrder;
                EmitArguments(formula, walk);
                IKernelBodyEmitter body = plan is RowPlan row ? new RowKernelEmitter(writer, row) : new PlaneKernelEmitter(writer, (PlanePlan)plan);
                body.Emit(formula);
            }
        }
    }

    /// <summary>Two bodies: where lanes are one vector, there are registers for all sums of a stripe.</summary>
    private void EmitByRegisters(RowPlan rows, ReductionFormula formula)
    {
        using (OpenMethod("public", "Run"))
        {
            writer.Line("// Where lanes are one vector, there are registers for all sums of a stripe.");
            using (writer.Open("if (TLanes.IsOneVector)"))
            {
                writer.Line("SumInRegisters<TLanes>(in arguments);");
            }

            using (writer.Open("else"))
            {
                writer.Line("SumInOrder<TLanes>(in arguments);");
            }
        }

        foreach ((string name, StripeWalk walk) in new[] { ("SumInRegisters", StripeWalk.OneTile), ("SumInOrder", rows.For(formula).Walk) })
        {
            writer.Line();
            using (OpenMethod("private", name))
            {
                EmitArguments(formula, walk);
                new RowReductionEmitter(writer, rows).Emit(formula, walk);
            }
        }
    }

    /// <remarks>Optimized at once: a kernel is called too seldom, and runs too long, for the JIT to come back to it.</remarks>
    private SourceWriter.Block OpenMethod(string access, string name) => writer.Open(
        $"""
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        {access} static void {name}<TLanes>(in KernelArguments<{_element}> arguments)
            where TLanes : struct, ILanes<TLanes, {_element}>
        """);

    /// <summary>The arguments that the body uses, as locals.</summary>
    private void EmitArguments(KernelFormula formula, StripeWalk walk)
    {
        bool isOrdered = plan is RowPlan rows && (formula is MapFormula map ? rows.For(map).Walk : walk) == StripeWalk.InOrder;
        if (plan is RowPlan)
        {
            writer.Line("nint rows = arguments.Count;");
        }
        else
        {
            writer.Line("nint channels = arguments.Count;");
            if (plan is PlanePlan { Fixed: null })
            {
                writer.Line("nint positions = arguments.Positions;");
            }
        }

        if (isOrdered)
        {
            writer.Line("bool cached = arguments.IsCached;");
        }

        EmitReferences("ref readonly " + _element, "Input", formula.Inputs);
        EmitReferences("ref readonly " + _element, "Constant", formula.Constants);
        if (formula is MapFormula outputs)
        {
            EmitReferences("ref " + _element, "Output", outputs.Outputs.Select(static output => output.Name));
        }
        else
        {
            EmitReferences("ref double", "Sum", ((ReductionFormula)formula).Sums.Select(static sum => sum.Vector));
            if (isOrdered)
            {
                writer.Line($"ref {_element} partials = ref arguments.Partials();");
            }
        }

        writer.Line();
    }

    private void EmitReferences(string type, string kindOf, IEnumerable<string> names)
    {
        int index = 0;
        foreach (string name in names)
        {
            writer.Line($"{type} {name} = ref arguments.{kindOf}({Literal.Of(index++)});");
        }
    }
}
