namespace BatchNormGen.Generator.Formulas;

/// <summary>An estimate of the mean of each statistic: the mean of some of its values, as they differ from the first one.</summary>
/// <param name="Input">The tensor.</param>
/// <param name="Output">The vector that receives the estimates.</param>
internal sealed record EstimateFormula(string Input, string Output) : KernelFormula("Estimates", [Input], [])
{
    /// <summary>Reading a value, its difference, and adding that.</summary>
    public override int Operations => 3;
}
