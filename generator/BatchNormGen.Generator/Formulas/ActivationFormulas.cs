using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Formulas;

/// <summary>Activations, and their gradients at the value in front of them, by the runtime's functions.</summary>
internal static class ActivationFormulas
{
    /// <summary>What becomes of a value; the value itself where there is no activation.</summary>
    public static LaneExpression Apply(ActivationSpec activation, LaneExpression value) =>
        activation.Exists ? Call(activation, string.Empty, [value]) : value;

    /// <summary>The gradient with respect to the value in front of the activation; the one that arrives where there is no activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="arriving">The gradient with respect to the result.</param>
    /// <param name="value">The value in front of it.</param>
    public static LaneExpression Gradient(ActivationSpec activation, LaneExpression arriving, LaneExpression value) =>
        activation.Exists ? Call(activation, "Gradient", [arriving, value]) : arriving;

    private static FunctionExpression Call(ActivationSpec activation, string suffix, LaneExpression[] arguments)
    {
        LaneExpression[] all = activation.Function == Activation.LeakyRelu ? [.. arguments, new LiteralExpression(activation.Slope)] : arguments;
        int operations = activation.Function switch
        {
            Activation.Relu or Activation.Relu6 or Activation.LeakyRelu => 3,
            Activation.HardSwish => 8,
            _ => 40,
        };
        return new(activation.Function + suffix, new(all), operations);
    }
}
