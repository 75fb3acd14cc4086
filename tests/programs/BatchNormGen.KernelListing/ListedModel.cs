using BatchNormGen.Models;

namespace BatchNormGen.KernelListing;

/// <summary>Sums of products of every kind: of windows, of each channel by itself and of rows, with whole groups of lanes and with a part of one.</summary>
[Model(16, 14, 14, Preset = Framework.PyTorch)]
public sealed partial class ListedModel
{
    /// <summary>As many as fill a tile of each size.</summary>
    public const int Samples = 9;

    private static readonly (string Layer, string Finish)[] Shapes =
    [
        ("Conv3x3_padding1_16x14x14_to_64", "BatchNorm_Relu"), ("Conv3x3_padding1_groups64_64x14x14_to_64", "BatchNorm_Relu"),
        ("Conv1x1_64x14x14_to_64", "BatchNorm_Sum_Relu"), ("Dense_64_to_100", "Bias"),
    ];

    /// <summary>All kernels of its sums of products, and of what follows them, as <c>Layer.Kernel</c>.</summary>
    public static IEnumerable<string> Products =>
        Shapes.SelectMany(static item => ((string[])["Forward", "InputGradient", "WeightGradient", item.Finish]).Select(kernel => $"{item.Layer}.{kernel}"));

    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("windows", 64, 3, padding: 1, bias: false).BatchNorm("norm1").Relu();
        FeatureMaps y = x.Conv2D("channels", 64, 3, padding: 1, groups: 64, bias: false).BatchNorm("norm2").Relu().Conv2D("values", 64, 1, bias: false).BatchNorm("norm3");
        return (y + x).Relu().GlobalAveragePool().Dense("rows", 100);
    }
}
