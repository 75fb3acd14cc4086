namespace BatchNormGen;

/// <summary>What can be said of a layer of every kind. The kinds are the attributes that derive from this one.</summary>
/// <remarks>
/// Wrong values are reported by the generator as diagnostics BNG0001 and up, at the argument at fault. Read by reflection, the properties
/// are what the layer was generated with: what is not given is as the <see cref="Preset"/> has it.
/// </remarks>
public abstract class NormalizationAttribute : Attribute
{
    private double? _epsilon;

    /// <summary>Only this library's kinds of layers can derive from it.</summary>
    protected NormalizationAttribute()
    {
    }

    /// <summary>
    /// The framework whose layer of this kind this one is to be like. It sets what is not given beside it: <see cref="Epsilon"/>, the layout, what batch
    /// normalization averages by, and the names under which the layer's numbers are saved and loaded. Default: <see cref="Framework.Textbook"/>.
    /// </summary>
    public Framework Preset { get; set; }

    /// <summary>
    /// Added inside the square root: to the variance, by RmsNorm to the mean square. Default: the preset's; without one 1e-5, of RmsNorm 1e-6.
    /// </summary>
    public double Epsilon
    {
        get => _epsilon ?? DefaultEpsilon;
        set => _epsilon = value;
    }

    /// <summary>
    /// Whether the layer learns gamma, one factor per channel, or per value of a row. Default: true; a layer without has no such member.
    /// </summary>
    public bool Scale { get; set; } = true;

    /// <summary>
    /// Whether the layer learns beta, one offset per channel, or per value of a row. Default: true, of RmsNorm false; a layer without has no such member.
    /// </summary>
    public bool Shift { get; set; } = true;

    /// <summary>The type of the numbers: <c>typeof(float)</c> (the default) or <c>typeof(double)</c>.</summary>
    public Type ElementType { get; set; } = typeof(float);

    /// <summary>
    /// Whether the layer's methods take a second input, the residual, which is added to what is normalized, before the <see cref="Activation"/>. Default: false.
    /// </summary>
    public bool Residual { get; set; }

    /// <summary>The function that is applied in the end, to what is normalized or, with a <see cref="Residual"/>, to the sum. Default: none.</summary>
    public Activation Activation { get; set; }

    /// <summary>The slope of <see cref="Activation.LeakyRelu"/> below 0; any finite number. Default: 0.01. Other functions have none.</summary>
    public double ActivationSlope { get; set; } = ActivationDefaults.LeakySlope;

    /// <summary>The preset's epsilon for this kind of layer.</summary>
    private protected abstract double DefaultEpsilon { get; }
}
