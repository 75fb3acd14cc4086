using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;

namespace BatchNormGen.Generator.Tests.Formulas;

/// <summary>Formulas as comments of generated code show them.</summary>
public class FormulaDescriptionTests
{
    public static TheoryData<string, string> Formulas => new()
    {
        { "Moments", "The sums Σ(x - estimate) and Σ(x - estimate)² of each channel." },
        { "Apply", "y = (x - mean) · scale + shift." },
        { "GradientSums", "The sums Σdy and Σdy · (x - mean) of each channel." },
        { "GradientApply", "dx = ((dy - offset) - (x - mean) · slope) · scale." },
        { "Squares", "The sum Σx² of each channel." },
        { "Distances", "The sum Σ(x - center) of each channel." },
        { "AddAndScale", "sum = x + residual, y = (x + residual) · scale." },
        { "Square", "y = x · x." },
        { "WeightedDistances", "The sum Σ(x - center) · weight of each channel." },
        { "WeightAndLeak", "y = LeakyRelu(x · scale + weight, 0.25)." },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_formula_is_described_as_one_writes_it(string name, string description) =>
        Assert.Equal(
            description,
            FormulaDescription.Of(BatchNormFormulas.Plain.All.Concat(MadeUpFormulas.All).Concat(MadeUpFormulas.Crossing).Single(formula => formula.Name == name), "channel"));

    [Fact]
    public void A_difference_that_is_subtracted_keeps_its_parentheses()
    {
        InputExpression x = new("x");
        ConstantExpression a = new("a"), b = new("b");
        Assert.Equal("y = a - (x - b).", FormulaDescription.Of(new MapFormula("Map", ["x"], ["a", "b"], [new("y", a - (x - b))]), "channel"));
        Assert.Equal("y = a · x - x · b.", FormulaDescription.Of(new MapFormula("Map", ["x"], ["a", "b"], [new("y", (a * x) - (x * b))]), "channel"));
        Assert.Equal("y = (a + x) · (x - b).", FormulaDescription.Of(new MapFormula("Map", ["x"], ["a", "b"], [new("y", (a + x) * (x - b))]), "channel"));
    }

    [Fact]
    public void A_function_is_an_operand_without_parentheses_of_its_own()
    {
        InputExpression x = new("x"), dy = new("dy");
        FunctionExpression gradient = new("ReluGradient", new([dy, x]), OwnOperations: 3);
        Assert.Equal("y = ReluGradient(dy, x) · x.", FormulaDescription.Of(new MapFormula("Map", ["x", "dy"], [], [new("y", gradient * x)]), "row"));
        Assert.Equal(
            "The sum ΣReluGradient(dy, x)² of each row.",
            FormulaDescription.Of(new ReductionFormula("Sums", ["x", "dy"], [], [], [new("square", "squares", gradient * gradient)]), "row"));
    }
}
