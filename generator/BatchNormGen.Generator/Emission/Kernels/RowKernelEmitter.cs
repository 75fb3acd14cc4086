using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the bodies of row kernels: tiles of lanes, along the stripes or down bands of them.</summary>
internal sealed class RowKernelEmitter(SourceWriter writer, RowPlan plan) : IKernelBodyEmitter
{
    public void Emit(KernelFormula formula)
    {
        if (formula is MapFormula map)
        {
            new RowMapEmitter(writer, plan).Emit(map);
            return;
        }

        ReductionFormula reduction = (ReductionFormula)formula;
        new RowReductionEmitter(writer, plan).Emit(reduction, plan.For(reduction).Walk);
    }
}
