using System.Globalization;

namespace BatchNormGen.BitIdentity;

/// <summary>What one step of one case wrote, as a number.</summary>
/// <param name="Name">The case and the step.</param>
/// <param name="Value">Changes with any bit that was written.</param>
public sealed record Digest(string Name, ulong Value)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:x16}");
}
