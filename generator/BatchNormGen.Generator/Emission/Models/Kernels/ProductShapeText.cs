using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models.Kernels;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Emission.Models.Kernels;

/// <summary>The shape of a convolution or dense layer as the runtime takes it.</summary>
internal static class ProductShapeText
{
    public static string Of(ProductKernel kernel, ProductPlans plans)
    {
        FlowShape input = kernel.Input, output = kernel.Output;
        string panels = $"PanelGroups = {Literal.Of(plans.Forward.Outputs.PanelGroups)}, InputPanelGroups = {Literal.Of(plans.InputPanelGroups)}";
        if (kernel.Operation is not ConvolutionOperation convolution)
        {
            return $"new() {{ Inputs = {Literal.Of(input.Channels)}, Outputs = {Literal.Of(output.Channels)}, {panels} }}";
        }

        Window window = convolution.Window;
        return
            $$"""
            new()
            {
                Inputs = {{Literal.Of(input.Channels)}}, Height = {{Literal.Of(input.Height)}}, Width = {{Literal.Of(input.Width)}},
                Outputs = {{Literal.Of(output.Channels)}}, OutputHeight = {{Literal.Of(output.Height)}}, OutputWidth = {{Literal.Of(output.Width)}},
                Kernel = {{Literal.Of(window.Kernel)}}, Stride = {{Literal.Of(window.Stride)}}, Padding = {{Literal.Of(window.Padding)}}, Groups = {{Literal.Of(convolution.Groups)}},
                {{panels}},
            }
            """;
    }
}
