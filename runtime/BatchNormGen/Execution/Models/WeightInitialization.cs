namespace BatchNormGen.Execution.Models;

/// <summary>Initial weights, as functions of a seed: the same bits on every machine.</summary>
internal static class WeightInitialization
{
    /// <summary>The bound of MXNet's initializer.</summary>
    private const double SmallBound = 0.07;

    /// <summary>The deviation of a normal distribution of deviation 1 that is cut off at ±2.</summary>
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>The probability that a normal number is below −2 deviations.</summary>
    private const double BelowTwo = 0.022750131948179209;

    /// <summary>The rule of a framework's convolutions and dense layers for weights.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>PyTorch: <c>reset_parameters</c> of <c>torch.nn.Linear</c> and <c>Conv2d</c>, <c>kaiming_uniform_(a=√5)</c>, whose bound √(6 / ((1 + 5) · fanIn)) is 1/√fanIn.</item>
    /// <item>Keras: <c>kernel_initializer="glorot_uniform"</c>.</item>
    /// <item>Flax: <c>kernel_init=lecun_normal()</c>, that is <c>variance_scaling(1.0, "fan_in", "truncated_normal")</c>.</item>
    /// <item>MXNet: <c>Block.initialize()</c>, by <c>init.Uniform()</c> with its scale of 0.07.</item>
    /// <item>Textbook: Glorot's rule. ONNX says nothing about training, and is initialized likewise.</item>
    /// </list>
    /// </remarks>
    public static WeightRule OfWeights(Framework preset) => preset switch
    {
        Framework.PyTorch => WeightRule.FanInUniform,
        Framework.Flax => WeightRule.LecunNormal,
        Framework.MXNet => WeightRule.SmallUniform,
        _ => WeightRule.GlorotUniform,
    };

    /// <summary>The same for offsets: zeros, but in PyTorch, where they are drawn like the weights.</summary>
    public static WeightRule OfBiases(Framework preset) => preset == Framework.PyTorch ? WeightRule.FanInUniform : WeightRule.Zero;

    /// <summary>Draws the values of a tensor.</summary>
    /// <param name="values">Receives them.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="fanIn">The inputs of one output: of a convolution inputs / groups · kernel². At least 1.</param>
    /// <param name="fanOut">The outputs of one input, likewise: outputs / groups · kernel². At least 1.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="tensor">Which tensor of the model.</param>
    public static void Fill(Span<float> values, WeightRule rule, long fanIn, long fanOut, int seed, int tensor)
    {
        if (rule == WeightRule.Zero)
        {
            values.Clear();
            return;
        }

        double scale = rule switch
        {
            WeightRule.FanInUniform => 1 / Math.Sqrt(fanIn),
            WeightRule.GlorotUniform => Math.Sqrt(6.0 / (fanIn + fanOut)),
            WeightRule.LecunNormal => 1 / Math.Sqrt(fanIn) / TruncatedDeviation,
            _ => SmallBound,
        };
        Threefry random = new Threefry((uint)seed).Derive((uint)tensor);
        Span<uint> numbers = stackalloc uint[Threefry.GroupLength];
        for (int first = 0; first < values.Length; first += Threefry.GroupLength)
        {
            random.Fill((ulong)(first / Threefry.GroupLength), numbers);
            Span<float> group = values.Slice(first, Math.Min(Threefry.GroupLength, values.Length - first));
            for (int i = 0; i < group.Length; i++)
            {
                // In the middle of one of 2³² equal parts, so that neither 0 nor 1 is drawn.
                double uniform = (numbers[i] + 0.5) / (1L << 32);
                group[i] = (float)(scale * (rule == WeightRule.LecunNormal ? TruncatedNormal(uniform) : (2 * uniform) - 1));
            }
        }
    }

    private static double TruncatedNormal(double uniform) => NormalQuantile.Of(BelowTwo + (uniform * (1 - (2 * BelowTwo))));
}
