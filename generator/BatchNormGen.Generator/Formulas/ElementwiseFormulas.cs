using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Formulas;

/// <summary>What models do with values one by one.</summary>
internal static class ElementwiseFormulas
{
    private static readonly InputExpression X = new("x");
    private static readonly InputExpression Y = new("y");
    private static readonly InputExpression Dy = new("dy");
    private static readonly InputExpression Residual = new("residual");

    /// <summary>The constants of each channel that sums of products are finished with, in the order in which the runtime has them.</summary>
    public static string[] Constants { get; } = ["bias", "mean", "scale", "shift"];

    /// <summary>What becomes of sums of products, in place: bias, normalization by moving statistics, residual, activation, each where there is one.</summary>
    public static MapFormula Finish(string name, bool hasBias, bool hasNormalization, bool hasResidual, ActivationSpec activation)
    {
        LaneExpression value = Y;
        if (hasBias)
        {
            value += new ConstantExpression("bias");
        }

        if (hasNormalization)
        {
            value = ((value - new ConstantExpression("mean")) * new ConstantExpression("scale")) + new ConstantExpression("shift");
        }

        if (hasResidual)
        {
            value += Residual;
        }

        return new(
            name,
            [Y.Name, .. hasResidual ? (string[])[Residual.Name] : []],
            [.. hasBias ? (string[])["bias"] : [], .. hasNormalization ? (string[])["mean", "scale", "shift"] : []],
            [new("y", ActivationFormulas.Apply(activation, value))]);
    }

    /// <summary>A sum, an activation, or both.</summary>
    public static MapFormula Forward(bool hasResidual, ActivationSpec activation) =>
        new("Forward", Inputs(hasResidual), [], [new("y", ActivationFormulas.Apply(activation, InFront(hasResidual)))]);

    /// <summary>The gradient in front of the activation, which is that of both sides of a sum.</summary>
    public static MapFormula Backward(bool hasResidual, ActivationSpec activation) =>
        new("Backward", [.. Inputs(hasResidual), Dy.Name], [], [new("dx", ActivationFormulas.Gradient(activation, Dy, InFront(hasResidual)))]);

    private static LaneExpression InFront(bool hasResidual) => hasResidual ? X + Residual : X;

    private static string[] Inputs(bool hasResidual) => hasResidual ? [X.Name, Residual.Name] : [X.Name];
}
