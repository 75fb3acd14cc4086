using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes a layer's kernels: a file-local class with a struct per formula, which the runtime is handed as type arguments.</summary>
/// <param name="writer">Where they are written.</param>
/// <param name="layer">The layer's name, for the comment.</param>
/// <param name="element">The type of the layer's numbers.</param>
/// <param name="sets">The kernels.</param>
internal sealed class KernelEmitter(SourceWriter writer, string layer, ElementType element, IReadOnlyList<KernelSet> sets)
{
    private readonly string _element = Literal.Of(element);

    /// <summary>The class's name: local to the file, so two layers of one name do not meet.</summary>
    public static string TypeName(LayerType type) => type.Name.TrimStart('@') + "Kernels";

    /// <summary>Writes the kernels of a layer.</summary>
    /// <param name="writer">Where they are written.</param>
    /// <param name="type">The layer's class.</param>
    /// <param name="element">The type of its numbers.</param>
    /// <param name="kernels">The kernels.</param>
    public static void Emit(SourceWriter writer, LayerType type, ElementType element, LayerKernels kernels) =>
        new KernelEmitter(writer, type.DisplayName, element, kernels.Sets).Emit($"file static class {TypeName(type)}", kernels);

    /// <summary>Writes them.</summary>
    /// <param name="declaration">The class that holds them.</param>
    /// <param name="kernels">The kernels.</param>
    public void Emit(string declaration, LayerKernels kernels)
    {
        writer.Line("/// <summary>");
        writer.Line($"/// Kernels of <c>{Xml.Text(layer)}</c>. Plan: {string.Join("; ", sets.Select(static set => set.Plan).Distinct().Select(PlanDescription.Of))}.");
        writer.Line("/// </summary>");
        writer.Line(GeneratedAttributes.Line);
        using (writer.Open(declaration))
        {
            writer.Line($"public static {kernels.Type}<{_element}> All {{ get; }} = {kernels.Type}<{_element}>.{kernels.Create};");
            foreach (KernelSet set in sets)
            {
                foreach (KernelFormula formula in set.Formulas)
                {
                    writer.Line();
                    EmitKernel(set.Plan, formula);
                }
            }
        }
    }

    private void EmitKernel(KernelPlan plan, KernelFormula formula)
    {
        writer.Line($"/// <summary>{FormulaDescription.Of(formula, plan.Statistic)}</summary>");
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
                EmitArguments(plan, formula, walk);
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
                EmitArguments(rows, formula, walk);
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
    private void EmitArguments(KernelPlan plan, KernelFormula formula, StripeWalk walk)
    {
        bool isOrdered = plan is RowPlan rows && (formula is MapFormula map ? rows.For(map).Walk : walk) == StripeWalk.InOrder;
        if (plan is RowPlan)
        {
            writer.Line("nint rows = arguments.Count;");
        }
        else
        {
            writer.Line($"nint {plan.Statistic}s = arguments.Count;");
            if (plan is PlanePlan { Fixed: null })
            {
                writer.Line("nint positions = arguments.Positions;");
            }
        }

        if (isOrdered && IsWorkedOnAbreast(plan, formula))
        {
            writer.Line("bool cached = arguments.IsCached;");
        }

        EmitReferences("ref readonly " + _element, "Input", formula.Inputs);
        EmitReferences("ref readonly " + _element, "Constant", formula.Constants);
        EmitReferences("ref readonly " + _element, "CrossConstant", formula.CrossConstants);
        if (formula is EstimateFormula estimate)
        {
            EmitReferences("ref " + _element, "Output", [estimate.Output]);
        }
        else if (formula is MapFormula outputs)
        {
            if (plan is not PlanePlan { Fixed.Groups: 0 })
            {
                writer.Line("nint next = arguments.Next;");
            }

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

    private static bool IsWorkedOnAbreast(KernelPlan plan, KernelFormula formula) =>
        plan is RowPlan rows && (formula is MapFormula map ? rows.For(map).StripesAbreast : rows.For((ReductionFormula)formula).StripesAbreast) > 1;

    private void EmitReferences(string type, string kindOf, IEnumerable<string> names)
    {
        int index = 0;
        foreach (string name in names)
        {
            writer.Line($"{type} {name} = ref arguments.{kindOf}({Literal.Of(index++)});");
        }
    }
}
