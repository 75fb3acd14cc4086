using System;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>Reads calls of what is done to each value by itself: activations and dropout.</summary>
internal static class FunctionReader
{
    private const string Slope = "slope";
    private const string Rate = "rate";

    public static LayerReading ReadActivation(LayerCall call)
    {
        if (!Enum.TryParse(call.Method, out Activation function))
        {
            return new(null, call.Shape);
        }

        return function != Activation.LeakyRelu ? Of(function, slope: 0)
            : ReadReal(call, Slope, static slope => !double.IsNaN(slope) && !double.IsInfinity(slope), "a finite number such as 0.01") is { } slope ? Of(function, slope)
            : new(null, call.Shape);

        LayerReading Of(Activation function, double slope) => new(new ActivationOperation(new ActivationSpec(function, slope)), call.Shape);
    }

    public static LayerReading ReadDropout(LayerCall call) => new(
        ReadReal(call, Rate, static rate => rate is >= 0 and < 1, "a probability, at least 0 and below 1") is { } rate ? new DropoutOperation(rate) : null, call.Shape);

    /// <summary>A real number, checked; null where it is unknown or unfit, which has been reported.</summary>
    public static double? ReadReal(LayerCall call, string parameter, Func<double, bool> fits, string expected)
    {
        if (call.Real(parameter) is not { } number)
        {
            return null;
        }

        if (fits(number))
        {
            return number;
        }

        call.OutOfRange(parameter, NumberText.Of(number), expected);
        return null;
    }
}
