using BatchNormGen.Generator.Formulas;

namespace BatchNormGen.Generator.Tests.Formulas;

/// <summary>Formulas that no layer has: what the emitters must not take for granted.</summary>
internal static class MadeUpFormulas
{
    private static readonly InputExpression X = new("x");
    private static readonly InputExpression Residual = new("residual");
    private static readonly ConstantExpression Center = new("center");
    private static readonly ConstantExpression Scale = new("scale");
    private static readonly ConstantExpression Weight = new("weight");

    /// <summary>One sum and no constant: what a normalization by the root of the mean square measures.</summary>
    public static ReductionFormula Squares { get; } = CreateSquares();

    /// <summary>A sum whose terms have no local, and are not zero where there is no input.</summary>
    public static ReductionFormula Distances { get; } = new("Distances", [X.Name], [Center.Name], [], [new("distance", "distances", X - Center)]);

    /// <summary>Two outputs: a sum of two tensors, and that sum scaled.</summary>
    public static MapFormula AddAndScale { get; } = new(
        "AddAndScale", [X.Name, Residual.Name], [Scale.Name], [new("sum", X + Residual), new("y", (X + Residual) * Scale)]);

    /// <summary>A map without constants.</summary>
    public static MapFormula Square { get; } = new("Square", [X.Name], [], [new("y", X * X)]);

    public static IReadOnlyList<KernelFormula> All { get; } = [Squares, Distances, AddAndScale, Square];

    /// <summary>A sum whose terms have a constant along the other axis, and are not zero where there is no input.</summary>
    public static ReductionFormula WeightedDistances { get; } = new(
        "WeightedDistances", [X.Name], [Center.Name], [], [new("distance", "distances", (X - Center) * Weight)])
    {
        CrossConstants = [Weight.Name],
    };

    /// <summary>A function of a value and a number, with a constant along the other axis.</summary>
    public static MapFormula WeightAndLeak { get; } = new(
        "WeightAndLeak", [X.Name], [Scale.Name], [new("y", new FunctionExpression("LeakyRelu", new([(X * Scale) + Weight, new LiteralExpression(0.25)]), OwnOperations: 3))])
    {
        CrossConstants = [Weight.Name],
    };

    /// <summary>Those with constants along the other axis.</summary>
    public static IReadOnlyList<KernelFormula> Crossing { get; } = [WeightedDistances, WeightAndLeak];

    private static ReductionFormula CreateSquares()
    {
        LocalExpression v = new("v", X);
        return new("Squares", [X.Name], [], [v], [new("square", "squares", v * v)]);
    }
}
