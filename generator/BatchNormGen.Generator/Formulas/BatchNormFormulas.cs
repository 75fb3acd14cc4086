using System.Collections.Generic;

namespace BatchNormGen.Generator.Formulas;

/// <summary>The formulas of batch normalization (Ioffe and Szegedy, 2015), centred so that nothing cancels (docs/numerics.md).</summary>
internal static class BatchNormFormulas
{
    private static readonly InputExpression X = new("x");
    private static readonly InputExpression Dy = new("dy");
    private static readonly ConstantExpression Mean = new("mean");
    private static readonly ConstantExpression Scale = new("scale");

    /// <summary>The moments, about an estimate of the mean.</summary>
    public static ReductionFormula Moments { get; } = CreateMoments();

    /// <summary>Normalizing, and the gradient of it where the statistics are constants.</summary>
    public static MapFormula Apply { get; } = new(
        "Apply", [X.Name], [Mean.Name, Scale.Name, "shift"],
        [new("y", ((X - Mean) * Scale) + new ConstantExpression("shift"))]);

    /// <summary>What the gradients of beta and gamma are made of.</summary>
    public static ReductionFormula GradientSums { get; } = CreateGradientSums();

    /// <summary>The gradient through the batch's own statistics.</summary>
    public static MapFormula GradientApply { get; } = new(
        "GradientApply", [X.Name, Dy.Name], [Mean.Name, Scale.Name, "offset", "slope"],
        [new("dx", ((Dy - new ConstantExpression("offset")) - ((X - Mean) * new ConstantExpression("slope"))) * Scale)]);

    /// <summary>All four, in the order in which they are written.</summary>
    public static IReadOnlyList<KernelFormula> All { get; } = [Moments, Apply, GradientSums, GradientApply];

    private static ReductionFormula CreateMoments()
    {
        ConstantExpression estimate = new("estimate");
        LocalExpression deviation = new("d", X - estimate);
        return new("Moments", [X.Name], [estimate.Name], [deviation], [new("sum", "sums", deviation), new("squares", "squares", deviation * deviation)]);
    }

    private static ReductionFormula CreateGradientSums()
    {
        LocalExpression dy = new("dy", Dy);
        return new("GradientSums", [X.Name, Dy.Name], [Mean.Name], [dy], [new("sum", "sums", dy), new("products", "products", dy * (X - Mean))]);
    }
}
