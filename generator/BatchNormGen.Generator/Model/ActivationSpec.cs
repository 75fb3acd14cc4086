namespace BatchNormGen.Generator.Model;

/// <summary>What becomes of a normalized value in the end.</summary>
/// <param name="Function">The function.</param>
/// <param name="Slope">Of a leaky rectifier: its slope below 0; otherwise 0.</param>
internal readonly record struct ActivationSpec(Activation Function, double Slope)
{
    /// <summary>Whether there is one.</summary>
    public bool Exists => Function != Activation.None;
}
