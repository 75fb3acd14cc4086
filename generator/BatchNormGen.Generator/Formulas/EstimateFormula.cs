namespace BatchNormGen.Generator.Formulas;

/// <summary>An estimate of the mean of each statistic: the mean of some of its values, as they differ from the first one.</summary>
/// <param name="Input">The tensor.</param>
/// <param name="Output">The vector that receives the estimates.</param>
internal sealed record EstimateFormula(string Input, string Output) : KernelFormula("Estimates", [Input], [])
{
    /// <summary>A difference, and adding it.</summary>
    public override int Operations => 3;
}
