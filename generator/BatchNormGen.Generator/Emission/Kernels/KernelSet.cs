using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Kernels of one plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Formulas">The formulas, in the order in which the runtime takes them.</param>
internal sealed record KernelSet(KernelPlan Plan, IReadOnlyList<KernelFormula> Formulas)
{
    /// <summary>The kernels as type arguments.</summary>
    public string TypeArguments => string.Join(", ", Formulas.Select(static formula => formula.Name));

    /// <summary>The word for how the kernels go through a batch, as the runtime's methods have it.</summary>
    public string Walk => Plan is RowPlan ? "OfRows" : "OfPlanes";

    /// <summary>What the kernels were planned for, as the runtime takes it.</summary>
    public string Division => Plan switch
    {
        RowPlan rows => $"new RowDivision(Features: {Literal.Of(rows.Features)}, StripeRows: {Literal.Of(rows.StripeRows)}, BlockStripes: {Literal.Of(rows.BlockStripes)}, MaxChunks: {Literal.Of(rows.MaxChunks)})",
        PlanePlan planes => $"new PlaneDivision(Features: {Literal.Of(planes.Features)}, BlockLength: {Literal.Of(planes.BlockLength)}, MaxChunks: {Literal.Of(planes.MaxChunks)}{(planes.EstimateLength == 1 ? string.Empty : $", EstimateLength: {Literal.Of(planes.EstimateLength)}")})",
        _ => throw new System.NotSupportedException($"No walk for {Plan}."),
    };
}
