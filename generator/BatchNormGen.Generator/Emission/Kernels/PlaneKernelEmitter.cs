using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the bodies of plane kernels: planes of known extents as literals, others by loops.</summary>
internal sealed class PlaneKernelEmitter(SourceWriter writer, PlanePlan plan) : IKernelBodyEmitter
{
    /// <summary>What the names of lanes that hold a channel's constants end with.</summary>
    private const string Lanes = "Lanes";

    public void Emit(KernelFormula formula)
    {
        if (formula is MapFormula map)
        {
            new PlaneMapEmitter(writer, plan).Emit(map);
            return;
        }

        if (formula is EstimateFormula estimate)
        {
            new PlaneEstimateEmitter(writer, plan).Emit(estimate);
            return;
        }

        EmitReduction((ReductionFormula)formula);
    }

    private void EmitReduction(ReductionFormula formula)
    {
        writer.Line("nint at = 0;");
        using (writer.Open($"for (nint {plan.Statistic} = 0; {plan.Statistic} < {plan.Statistic}s; {plan.Statistic}++)"))
        {
            if (formula.CrossConstants.Count > 0)
            {
                writer.Line("nint first = at;");
            }

            foreach (string constant in formula.Constants)
            {
                writer.Line($"TLanes {constant}{Lanes} = TLanes.Splat(in {constant}, {plan.Statistic});");
            }

            new PlaneSumEmitter(writer, plan, (sum, lanes) => $"TLanes.{plan.AddSum}({lanes}, ref {sum.Vector}, {plan.Statistic});").Emit(formula);
        }
    }
}
