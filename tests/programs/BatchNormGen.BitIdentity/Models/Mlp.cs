using BatchNormGen.Models;

namespace BatchNormGen.BitIdentity.Models;

/// <summary>Dense layers, one of them with more than 512 terms, between normalizations of rows and of batches.</summary>
[Model(600)]
internal sealed partial class Mlp
{
    private static Features Define(Features x)
    {
        x = x.Dense("dense1", 70).LayerNorm("norm1").Gelu();
        x = (x.Dense("dense2", 70, bias: false).BatchNorm("norm2") + x).Tanh();
        return x.RmsNorm("norm3").Dense("dense3", 9);
    }
}
