using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>Reads calls of layers with weights: convolutions and dense layers.</summary>
internal static class WeightReader
{
    public const string Bias = "bias";
    private const string Outputs = "outputs";
    private const string Groups = "groups";

    public static LayerReading ReadDense(LayerCall call)
    {
        int? outputs = call.Number(Outputs, least: 1);
        return new((outputs, call.Flag(Bias)) is ({ } known, { } hasBias) ? new DenseOperation(known, hasBias) : null, PartialShape.Features(outputs));
    }

    public static LayerReading ReadConvolution(LayerCall call)
    {
        int? outputs = call.Number(Outputs, least: 1);
        int? kernel = call.Number(WindowReader.Kernel, least: 1);
        int? stride = call.Number(WindowReader.Stride, least: 1);
        int? padding = call.Number(WindowReader.Padding, least: 0);
        int? groups = ReadGroups(call, outputs);
        return WindowReader.Read(
            call, outputs, kernel, stride, padding, LayerLimits.MaxFeatures,
            window => (outputs, groups, call.Flag(Bias)) is ({ } known, { } inGroups, { } hasBias) ? new ConvolutionOperation(known, window, inGroups, hasBias) : null);
    }

    /// <summary>Groups divide the channels of the input and of the output: each group convolves a share of both.</summary>
    private static int? ReadGroups(LayerCall call, int? outputs)
    {
        if (call.Number(Groups, least: 1) is not { } groups)
        {
            return null;
        }

        int? inputs = call.Shape.Channels;
        bool dividesInputs = inputs is null || inputs % groups == 0;
        if (dividesInputs && (outputs is null || outputs % groups == 0))
        {
            return groups;
        }

        string channels = dividesInputs ? $"its {NumberText.Of(outputs!.Value)} outputs" : $"the {NumberText.Of(inputs!.Value)} channels of its input";
        call.Report(
            ModelDiagnostics.GroupsDoNotDivide, call.LocationOf(Groups),
            call.DisplayName, NumberText.Of(groups), channels, Divisors.Around(groups, Divisors.Greatest(inputs ?? outputs!.Value, outputs ?? inputs!.Value)));
        return null;
    }
}
