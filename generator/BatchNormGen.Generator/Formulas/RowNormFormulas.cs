using System.Collections.Generic;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Formulas;

/// <summary>
/// The formulas of layer normalization (Ba, Kiros and Hinton, 2016) and of normalization by the root of the mean square (Zhang and Sennrich,
/// 2019): each row is normalized by itself, and each of its values has a gamma and a beta of its own.
/// </summary>
/// <remarks>
/// Rows are the planes of the walk. A row's numbers are its mean, rounded, the scale 1/√(variance + epsilon), and the shift, which is what
/// rounding the mean took off, scaled: x̂ = (x − mean) · scale + shift. By the mean square, x̂ = x · scale.
/// </remarks>
internal sealed class RowNormFormulas
{
    private static readonly InputExpression X = new("x");
    private static readonly InputExpression Dy = new("dy");
    private static readonly InputExpression Residual = new("residual");
    private static readonly ConstantExpression Mean = new("mean");
    private static readonly ConstantExpression Scale = new("scale");
    private static readonly ConstantExpression Shift = new("shift");
    private static readonly ConstantExpression Offset = new("offset");
    private static readonly ConstantExpression Slope = new("slope");
    private static readonly ConstantExpression Gamma = new("gamma");
    private static readonly ConstantExpression Beta = new("beta");

    private readonly LayerSpec _layer;
    private readonly bool _hasMean;

    public RowNormFormulas(RowNormSpec spec)
    {
        _layer = spec.Layer;
        _hasMean = spec.Statistic == RowStatistic.Moments;
        Statistics = _hasMean ? BatchNormFormulas.Moments : CreateSquares();
        Estimates = _hasMean ? new("x", "estimates") : null;
        Apply = CreateApply();
        GradientSums = CreateGradientSums();
        GradientApply = CreateGradientApply();
        ParameterSums = _layer.Affine is { Scale: false, Shift: false } ? null : CreateParameterSums();
    }

    /// <summary>What a row's numbers are made of.</summary>
    public ReductionFormula Statistics { get; }

    /// <summary>What moments are taken about; null where there is no mean.</summary>
    public EstimateFormula? Estimates { get; }

    public MapFormula Apply { get; }

    /// <summary>What the gradient through a row's own statistics is made of.</summary>
    public ReductionFormula GradientSums { get; }

    public MapFormula GradientApply { get; }

    /// <summary>The gradients of gamma and beta: sums over rows, one per value of a row; null in a layer without them.</summary>
    public ReductionFormula? ParameterSums { get; }

    /// <summary>Those that go along rows, in the order in which the runtime takes them.</summary>
    public IReadOnlyList<KernelFormula> OfRows => [Statistics, Apply, GradientSums, GradientApply];

    /// <summary>The names of the numbers of a row that <see cref="Normalized"/> needs, in the runtime's order.</summary>
    private string[] RowConstants => _hasMean ? [Mean.Name, Scale.Name, Shift.Name] : [Scale.Name];

    private string[] Residuals => _layer.Residual ? [Residual.Name] : [];

    /// <summary>The inputs of what needs the value in front of the activation.</summary>
    private string[] GradientInputs => _layer.Residual && _layer.Activation.Exists ? [X.Name, Dy.Name, Residual.Name] : [X.Name, Dy.Name];

    private LaneExpression Deviation => _hasMean ? X - Mean : X;

    private LaneExpression Normalized => _hasMean ? (Deviation * Scale) + Shift : X * Scale;

    private static ReductionFormula CreateSquares()
    {
        LocalExpression value = new("v", X);
        return new("MeanSquares", [X.Name], [], [value], [new("square", "squares", value * value)]);
    }

    private MapFormula CreateApply() => new("Apply", [X.Name, .. Residuals], RowConstants, [new("y", ActivationFormulas.Apply(_layer.Activation, InFront(Normalized)))])
    {
        CrossConstants = Parameters(withBeta: true),
    };

    private ReductionFormula CreateGradientSums()
    {
        LocalExpression gradient = new("g", Scaled(Arriving(Normalized)));
        LaneSum products = new("product", "products", gradient * Deviation);
        return new(
            "GradientSums", GradientInputs, GradientConstants(), [gradient],
            _hasMean ? [new("sum", "sums", gradient), products] : [products])
        {
            CrossConstants = Parameters(withBeta: _layer.Activation.Exists),
        };
    }

    private MapFormula CreateGradientApply()
    {
        LocalExpression arriving = new("d", Arriving(Normalized));
        LaneExpression gradient = Scaled(arriving);
        LaneExpression dx = _hasMean
            ? ((gradient - Offset) - (Deviation * Slope)) * Scale
            : (gradient - (X * Slope)) * Scale;
        string[] shift = _layer.Activation.Exists ? [Shift.Name] : [];
        string[] constants = _hasMean ? [Mean.Name, Scale.Name, Offset.Name, Slope.Name, .. shift] : [Scale.Name, Slope.Name];
        return new("GradientApply", GradientInputs, constants, _layer.Residual ? [new("dresidual", arriving), new("dx", dx)] : [new("dx", dx)])
        {
            Locals = [arriving],
            CrossConstants = Parameters(withBeta: _layer.Activation.Exists),
        };
    }

    private ReductionFormula CreateParameterSums()
    {
        LocalExpression arriving = new("d", Arriving(Normalized));
        List<LaneSum> sums = [];
        if (_layer.Affine.Scale)
        {
            sums.Add(new("product", "products", arriving * Normalized));
        }

        if (_layer.Affine.Shift)
        {
            sums.Add(new("sum", "sums", arriving));
        }

        return new("ParameterSums", GradientInputs, _layer.Activation.Exists ? Parameters(withBeta: true) : [], [arriving], sums)
        {
            CrossConstants = RowConstants,
        };
    }

    /// <summary>The row's numbers that the sums need: all of them where the value in front of the activation is computed again.</summary>
    private string[] GradientConstants() => _layer.Activation.Exists ? RowConstants : _hasMean ? [Mean.Name] : [];

    private string[] Parameters(bool withBeta) =>
        [.. _layer.Affine.Scale ? (string[])[Gamma.Name] : [], .. _layer.Affine.Shift && withBeta ? (string[])[Beta.Name] : []];

    /// <summary>The gradient with respect to the value in front of the activation.</summary>
    private LaneExpression Arriving(LaneExpression normalized) => ActivationFormulas.Gradient(_layer.Activation, Dy, InFront(normalized));

    private LaneExpression Scaled(LaneExpression value) => _layer.Affine.Scale ? value * Gamma : value;

    /// <summary>The value in front of the activation.</summary>
    private LaneExpression InFront(LaneExpression normalized)
    {
        LaneExpression value = Scaled(normalized);
        value = _layer.Affine.Shift ? value + Beta : value;
        return _layer.Residual ? value + Residual : value;
    }
}
