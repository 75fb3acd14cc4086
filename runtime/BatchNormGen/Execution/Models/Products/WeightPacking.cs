using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>
/// Brings weights from the order that files and users have, <c>(outputs, inputs, taps)</c>, into panels, and gradients back. In a panel the lanes of each term lie side by side,
/// term after term; terms go by tap, and in each by input channel, as the values of channels-last maps lie. Behind the last output channel there are zeros.
/// </summary>
internal static unsafe class WeightPacking
{
    /// <summary>The weights of one pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ProductShape shape, float* weights, float* packed)
    {
        int taps = shape.Taps, inputs = shape.WeightInputs, lanes = shape.PanelLanes;
        nint outputPitch = (nint)inputs * taps;
        for (int panel = 0; panel < shape.Panels; panel++)
        {
            int count = Math.Min(lanes, shape.PassOutputs - (panel * lanes));
            float* source = weights + (panel * lanes * outputPitch);
            for (int tap = 0; tap < taps; tap++)
            {
                for (int input = 0; input < inputs; input++, packed += lanes)
                {
                    Gather(source + ((nint)input * taps) + tap, outputPitch, count, packed, lanes);
                }
            }
        }
    }

    /// <summary>
    /// The weights of one pass as the gradient of the input takes them: a lane is an input, and a convolution goes through its taps backwards, and in each by output channel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackForInput(ProductShape shape, float* weights, float* packed)
    {
        int taps = shape.Taps, inputs = shape.WeightInputs, lanes = shape.InputPanelLanes;
        nint outputPitch = (nint)inputs * taps;
        for (int panel = 0; panel < shape.InputPanels; panel++)
        {
            int first = panel * lanes, count = Math.Min(lanes, shape.PassInputs - first);
            if (shape.IsDepthwise)
            {
                for (int tap = taps - 1; tap >= 0; tap--, packed += lanes)
                {
                    Gather(weights + (first * outputPitch) + tap, outputPitch, count, packed, lanes);
                }
            }
            else if (shape.FlattenedPositions > 1)
            {
                for (int output = 0; output < shape.PassOutputs; output++, packed += lanes)
                {
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        (int tap, int input) = Math.DivRem(first + lane, inputs);
                        packed[lane] = lane < count ? weights[(output * outputPitch) + ((nint)input * taps) + tap] : 0;
                    }
                }
            }
            else
            {
                for (int tap = taps - 1; tap >= 0; tap--)
                {
                    for (int output = 0; output < shape.PassOutputs; output++, packed += lanes)
                    {
                        Gather(weights + (output * outputPitch) + ((nint)first * taps) + tap, taps, count, packed, lanes);
                    }
                }
            }
        }
    }

    /// <summary>Adds the packed gradients of one pass to those of the weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUnpacked(ProductShape shape, float* packed, float* gradient)
    {
        int taps = shape.Taps, inputs = shape.WeightInputs, lanes = shape.PanelLanes;
        nint outputPitch = (nint)inputs * taps;
        for (int panel = 0; panel < shape.Panels; panel++)
        {
            int count = Math.Min(lanes, shape.PassOutputs - (panel * lanes));
            float* target = gradient + (panel * lanes * outputPitch);
            for (int tap = 0; tap < taps; tap++)
            {
                for (int input = 0; input < inputs; input++, packed += lanes)
                {
                    float* at = target + ((nint)input * taps) + tap;
                    for (int lane = 0; lane < count; lane++, at += outputPitch)
                    {
                        *at += packed[lane];
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(float* source, nint pitch, int count, float* packed, int lanes)
    {
        int lane = 0;
        for (; lane < count; lane++, source += pitch)
        {
            packed[lane] = *source;
        }

        for (; lane < lanes; lane++)
        {
            packed[lane] = 0;
        }
    }
}
