// Compiled by the generator and by the code fixes, which must not load each other.
namespace BatchNormGen.Generator.Diagnostics;

/// <summary>What the code fixes know of the diagnostics that they mend.</summary>
internal static class FixableDiagnostics
{
    /// <summary>The key of the property that holds the name which an argument was probably meant to have.</summary>
    public const string IntendedName = nameof(IntendedName);

    public const string NotPartial = "BNG0001";
    public const string MomentumLooksLikeDecay = "BNG0019";
    public const string DecayLooksLikeMomentum = "BNG0020";
    public const string BiasWithoutEffect = "BNG0116";
}
