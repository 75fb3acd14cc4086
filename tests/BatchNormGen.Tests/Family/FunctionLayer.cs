namespace BatchNormGen.Tests.Family;

// A row of one value is beta, whatever it was: what is left of such a layer is its activation.
#pragma warning disable BNG0030
[LayerNorm(1, Scale = false, Activation = Activation.Gelu)] internal sealed partial class GeluOfBeta;
[LayerNorm(1, Scale = false, Activation = Activation.Silu)] internal sealed partial class SiluOfBeta;
[LayerNorm(1, Scale = false, Activation = Activation.Tanh)] internal sealed partial class TanhOfBeta;
[LayerNorm(1, Scale = false, Activation = Activation.Sigmoid)] internal sealed partial class SigmoidOfBeta;
[GroupNorm(3, 3, 4, Spatial = [1, 1])] internal sealed partial class GroupsOfOneValue;
#pragma warning restore BNG0030

/// <summary>Activations, to the bit.</summary>
internal static class FunctionLayer
{
    public static float Value(Activation activation, float z)
    {
        INormalizationLayer<float> layer = activation switch
        {
            Activation.Gelu => new GeluOfBeta(),
            Activation.Silu => new SiluOfBeta(),
            Activation.Tanh => new TanhOfBeta(),
            Activation.Sigmoid => new SigmoidOfBeta(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no layer declared for it"),
        };
        layer.Parameters[0].Value[0] = z;
        float[] y = new float[1];
        layer.ForwardInference([0], y, 1);
        return y[0];
    }
}
