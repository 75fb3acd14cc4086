using System.Collections.Generic;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Formulas;

/// <summary>
/// The formulas of batch normalization (Ioffe and Szegedy, 2015), centred so that nothing cancels (docs/numerics.md), with what a layer adds and
/// what becomes of it in the end.
/// </summary>
internal sealed class BatchNormFormulas
{
    private static readonly InputExpression X = new("x");
    private static readonly InputExpression Dy = new("dy");
    private static readonly InputExpression Residual = new("residual");
    private static readonly ConstantExpression Mean = new("mean");
    private static readonly ConstantExpression Scale = new("scale");
    private static readonly ConstantExpression Shift = new("shift");
    private static readonly ConstantExpression Offset = new("offset");
    private static readonly ConstantExpression Slope = new("slope");

    private readonly ActivationSpec _activation;
    private readonly bool _hasResidual;

    public BatchNormFormulas(ActivationSpec activation, bool hasResidual)
    {
        _activation = activation;
        _hasResidual = hasResidual;
        Apply = new("Apply", [X.Name, .. hasResidual ? (string[])[Residual.Name] : []], NormalizedConstants, [new("y", ActivationFormulas.Apply(activation, InFront))]);
        GradientSums = CreateGradientSums();
        GradientApply = CreateGradientMap(
            "GradientApply", [Mean.Name, Scale.Name, Offset.Name, Slope.Name, .. activation.Exists ? (string[])[Shift.Name] : []],
            static arriving => ((arriving - Offset) - ((X - Mean) * Slope)) * Scale);
        if (activation.Exists || hasResidual)
        {
            InferenceGradient = CreateGradientMap("InferenceGradient", activation.Exists ? NormalizedConstants : [Mean.Name, Scale.Name], static arriving => arriving * Scale);
        }
    }

    /// <summary>The formulas of a layer that only normalizes.</summary>
    public static BatchNormFormulas Plain { get; } = new(default, hasResidual: false);

    /// <summary>The moments, about an estimate of the mean.</summary>
    public static ReductionFormula Moments { get; } = CreateMoments();

    /// <summary>Normalizing, and the gradient of it where the statistics are constants and nothing else is done.</summary>
    public MapFormula Apply { get; }

    /// <summary>What the gradients of beta and gamma are made of.</summary>
    public ReductionFormula GradientSums { get; }

    /// <summary>The gradient through the batch's own statistics.</summary>
    public MapFormula GradientApply { get; }

    /// <summary>The gradient where the statistics are constants, if <see cref="Apply"/> is not its formula too.</summary>
    public MapFormula? InferenceGradient { get; }

    /// <summary>All of them, in the order in which they are written and the runtime takes them.</summary>
    public IReadOnlyList<KernelFormula> All => [Moments, Apply, GradientSums, GradientApply, .. InferenceGradient is null ? [] : new[] { InferenceGradient }];

    private static string[] NormalizedConstants => [Mean.Name, Scale.Name, Shift.Name];

    /// <summary>The inputs of gradients: a residual counts only where the value in front of an activation is computed again.</summary>
    private string[] GradientInputs => _hasResidual && _activation.Exists ? [X.Name, Dy.Name, Residual.Name] : [X.Name, Dy.Name];

    /// <summary>The value in front of the activation.</summary>
    private LaneExpression InFront
    {
        get
        {
            LaneExpression normalized = ((X - Mean) * Scale) + Shift;
            return _hasResidual ? normalized + Residual : normalized;
        }
    }

    /// <summary>The gradient with respect to the value in front of the activation.</summary>
    private LaneExpression Arriving => ActivationFormulas.Gradient(_activation, Dy, InFront);

    private static ReductionFormula CreateMoments()
    {
        ConstantExpression estimate = new("estimate");
        LocalExpression deviation = new("d", X - estimate);
        return new("Moments", [X.Name], [estimate.Name], [deviation], [new("sum", "sums", deviation), new("squares", "squares", deviation * deviation)]);
    }

    private ReductionFormula CreateGradientSums()
    {
        LocalExpression arriving = new(_activation.Exists ? "d" : "dy", Arriving);
        return new(
            "GradientSums", GradientInputs, _activation.Exists ? NormalizedConstants : [Mean.Name], [arriving],
            [new("sum", "sums", arriving), new("products", "products", arriving * (X - Mean))]);
    }

    /// <summary>A map of gradients.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="constants">Its constants.</param>
    /// <param name="dx">The gradient of x, by the one in front of the activation.</param>
    public MapFormula CreateGradientMap(string name, string[] constants, System.Func<LaneExpression, LaneExpression> dx)
    {
        if (!_activation.Exists && !_hasResidual)
        {
            return new(name, GradientInputs, constants, [new("dx", dx(Dy))]);
        }

        // What arrives is the gradient of the residual too. It is written first, and dx over it where nobody wants it.
        LocalExpression arriving = new("d", Arriving);
        LaneOutput[] residual = _hasResidual ? [new("dresidual", arriving)] : [];
        return new(name, GradientInputs, constants, [.. residual, new("dx", dx(arriving))]) { Locals = [arriving] };
    }
}
