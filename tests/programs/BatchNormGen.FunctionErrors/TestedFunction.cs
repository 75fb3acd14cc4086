namespace BatchNormGen.FunctionErrors;

/// <summary>A function over lanes, what it should give, and how far off it may be.</summary>
/// <param name="Name">Its name; a derivative's ends with an apostrophe.</param>
/// <param name="Unit">The unit of errors.</param>
/// <param name="FloatBound">The largest error promised for <c>float</c>.</param>
/// <param name="DoubleBound">The largest error promised for <c>double</c>.</param>
/// <param name="Reference">The exact value for a finite argument, right to far more digits than a <c>float</c> has.</param>
/// <param name="Floats">The function over lanes of <c>float</c>.</param>
/// <param name="Doubles">The function over lanes of <c>double</c>.</param>
public sealed record TestedFunction(string Name, ErrorUnit Unit, double FloatBound, double DoubleBound, Func<double, double> Reference, Evaluator<float> Floats, Evaluator<double> Doubles)
{
    public static IReadOnlyList<TestedFunction> All { get; } =
    [
        Of<Relu>("relu", ErrorUnit.Result, 0, 0, References.Relu),
        Of<ReluDerivative>("relu'", ErrorUnit.OneOrResult, 0, 0, References.ReluDerivative),
        Of<Relu6>("relu6", ErrorUnit.Result, 0, 0, References.Relu6),
        Of<Relu6Derivative>("relu6'", ErrorUnit.OneOrResult, 0, 0, References.Relu6Derivative),
        // The slope is a number of the element type; its own rounding is not the function's.
        Of<LeakyRelu>("leaky relu", ErrorUnit.Result, 0.5, 0.5, static z => References.LeakyRelu(z, (float)Slope.Value)),
        Of<LeakyReluDerivative>("leaky relu'", ErrorUnit.OneOrResult, 0, 0, static z => References.LeakyReluDerivative(z, (float)Slope.Value)),
        Of<HardSwish>("hard swish", ErrorUnit.Result, 2, 4, References.HardSwish),
        Of<HardSwishDerivative>("hard swish'", ErrorUnit.OneOrResult, 4, 4, References.HardSwishDerivative),
        Of<Sigmoid>("sigmoid", ErrorUnit.Result, 2, 4, References.Sigmoid),
        Of<SigmoidDerivative>("sigmoid'", ErrorUnit.OneOrResult, 4, 4, References.SigmoidDerivative),
        Of<Tanh>("tanh", ErrorUnit.Result, 2, 4, Math.Tanh),
        Of<TanhDerivative>("tanh'", ErrorUnit.OneOrResult, 4, 4, References.TanhDerivative),
        Of<Silu>("silu", ErrorUnit.Result, 3, 4, References.Silu),
        Of<SiluDerivative>("silu'", ErrorUnit.OneOrResult, 4, 4, References.SiluDerivative),
        Of<Gelu>("gelu", ErrorUnit.Argument, 2, 4, References.Gelu),
        Of<GeluDerivative>("gelu'", ErrorUnit.OneOrResult, 4, 4, References.GeluDerivative),
    ];

    public override string ToString() => Name;

    private static TestedFunction Of<TFunction>(string name, ErrorUnit unit, double floatBound, double doubleBound, Func<double, double> reference)
        where TFunction : struct, ILaneFunction =>
        new(name, unit, floatBound, doubleBound, reference, Evaluation.Run<TFunction, float>, Evaluation.Run<TFunction, double>);
}
