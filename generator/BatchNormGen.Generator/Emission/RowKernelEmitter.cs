using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the bodies of row kernels: tiles of lanes, along the stripes or down bands of them.</summary>
internal sealed class RowKernelEmitter(SourceWriter writer, RowPlan plan) : IKernelBodyEmitter
{
    public void EmitDivision()
    {
        writer.Line($"public static int StripeRows => {Literal.Of(plan.StripeRows)};");
        writer.Line();
        writer.Line($"public static int BlockStripes => {Literal.Of(plan.BlockStripes)};");
    }

    public void Emit(KernelFormula formula)
    {
        if (formula is ReductionFormula reduction)
        {
            new RowReductionEmitter(writer, plan).Emit(reduction);
        }
        else
        {
            new RowMapEmitter(writer, plan).Emit((MapFormula)formula);
        }
    }
}
