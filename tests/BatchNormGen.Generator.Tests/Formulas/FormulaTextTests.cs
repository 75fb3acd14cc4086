using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Tests.Formulas;

/// <summary>Formulas as lines of a kernel, for whole groups of lanes and for those that are not full.</summary>
public class FormulaTextTests
{
    private static readonly FormulaText Text = new(ElementType.Float);
    private static readonly GroupSource Whole = new("at + 16", null);
    private static readonly GroupSource Part = new("at", "rest");

    [Fact]
    public void Moments_are_sums_of_a_deviation_that_is_computed_once() =>
        Assert.Equal(
            [
                "TLanes d16 = TLanes.Load(in x, at + 16) - estimate0;",
                "sum0 += d16;",
                "squares0 += d16 * d16;",
            ],
            Lines(BatchNormFormulas.Moments, Whole));

    [Fact]
    public void Deviations_of_lanes_that_are_not_there_are_zero() =>
        Assert.Equal(
            [
                "TLanes d16 = TLanes.KeepFirst(TLanes.LoadFirst(in x, at, rest) - estimate0, rest);",
                "sum0 += d16;",
                "squares0 += d16 * d16;",
            ],
            Lines(BatchNormFormulas.Moments, Part));

    [Fact]
    public void A_factor_that_is_zero_where_there_is_no_input_makes_the_product_zero() =>
        Assert.Equal(
            [
                "TLanes dy16 = TLanes.LoadFirst(in dy, at, rest);",
                "sum0 += dy16;",
                "products0 += dy16 * (TLanes.LoadFirst(in x, at, rest) - mean0);",
            ],
            Lines(BatchNormFormulas.Plain.GradientSums, Part));

    [Fact]
    public void One_sum_without_constants_is_two_lines() =>
        Assert.Equal(["TLanes v16 = TLanes.LoadFirst(in x, at, rest);", "square0 += v16 * v16;"], Lines(MadeUpFormulas.Squares, Part));

    [Fact]
    public void Terms_without_a_local_add_nothing_where_there_is_no_input_either()
    {
        Assert.Equal(["distance0 += TLanes.Load(in x, at + 16) - center0;"], Lines(MadeUpFormulas.Distances, Whole));
        Assert.Equal(["distance0 += TLanes.KeepFirst(TLanes.LoadFirst(in x, at, rest) - center0, rest);"], Lines(MadeUpFormulas.Distances, Part));
    }

    [Fact]
    public void A_map_of_one_output_is_one_store()
    {
        Assert.Equal(
            ["TLanes.Store(((TLanes.Load(in x, at + 16) - mean0) * scale0) + shift0, ref y, at + 16);"], Text.Lines(BatchNormFormulas.Plain.Apply, static name => name + "0", Whole));
        Assert.Equal(
            ["TLanes.StoreFirst(((TLanes.LoadFirst(in x, at, rest) - mean0) * scale0) + shift0, ref y, at, rest);"],
            Text.Lines(BatchNormFormulas.Plain.Apply, static name => name + "0", Part));
        Assert.Equal(
            ["TLanes.Store(((TLanes.Load(in dy, at + 16) - offset0) - ((TLanes.Load(in x, at + 16) - mean0) * slope0)) * scale0, ref dx, at + 16);"],
            Text.Lines(BatchNormFormulas.Plain.GradientApply, static name => name + "0", Whole));
    }

    [Fact]
    public void Of_two_outputs_none_is_stored_before_both_are_computed_since_one_may_be_an_input() =>
        Assert.Equal(
            [
                "{",
                "    TLanes sumValue = TLanes.LoadFirst(in x, at, rest) + TLanes.LoadFirst(in residual, at, rest);",
                "    TLanes yValue = (TLanes.LoadFirst(in x, at, rest) + TLanes.LoadFirst(in residual, at, rest)) * scaleLanes;",
                "    TLanes.StoreFirst(sumValue, ref sum, at, rest);",
                "    TLanes.StoreFirst(yValue, ref y, at, rest);",
                "}",
            ],
            Text.Lines(MadeUpFormulas.AddAndScale, static name => name + "Lanes", Part));

    [Fact]
    public void A_function_is_called_for_the_lanes_and_a_number_is_one_of_all_lanes()
    {
        string[] lines = [.. Text.Lines(MadeUpFormulas.WeightAndLeak, static name => name + "0", Whole)];
        Assert.Equal(
            ["TLanes.Store(LaneFunctions.LeakyRelu<TLanes, float>((TLanes.Load(in x, at + 16) * scale0) + weight0, TLanes.Constant(0.25)), ref y, at + 16);"], lines);
        Assert.Equal(
            lines.Select(static line => line.Replace("float", "double", StringComparison.Ordinal)),
            new FormulaText(ElementType.Double).Lines(MadeUpFormulas.WeightAndLeak, static name => name + "0", Whole));
    }

    [Fact]
    public void Where_there_is_no_input_a_function_adds_nothing_whatever_it_is_of_zero()
    {
        InputExpression x = new("x");
        LocalExpression local = new("s", new FunctionExpression("Sigmoid", new([x]), OwnOperations: 40));
        ReductionFormula formula = new("Sums", ["x"], [], [local], [new("sum", "sums", local), new("product", "products", local * x)]);
        Assert.Equal(
            [
                "TLanes s16 = TLanes.KeepFirst(LaneFunctions.Sigmoid<TLanes, float>(TLanes.LoadFirst(in x, at, rest)), rest);",
                "sum0 += s16;",
                "product0 += s16 * TLanes.LoadFirst(in x, at, rest);",
            ],
            Lines(formula, Part));
    }

    [Fact]
    public void What_the_outputs_of_a_map_share_is_computed_once()
    {
        InputExpression x = new("x");
        LocalExpression local = new("d", x * x);
        MapFormula formula = new("Map", ["x"], [], [new("y", local + x)]) { Locals = [local] };
        Assert.Equal(
            [
                "{",
                "    TLanes dValue = TLanes.Load(in x, at + 16) * TLanes.Load(in x, at + 16);",
                "    TLanes yValue = dValue + TLanes.Load(in x, at + 16);",
                "    TLanes.Store(yValue, ref y, at + 16);",
                "}",
            ],
            Text.Lines(formula, static name => name, Whole));
    }

    /// <summary>The lines of the second group of a tile, which is added to the sums of the first.</summary>
    private static IEnumerable<string> Lines(ReductionFormula formula, GroupSource source) =>
        Text.Lines(formula, "16", "0", static constant => constant + "0", source);
}
