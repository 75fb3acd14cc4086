namespace BatchNormGen.Generator.Model;

/// <summary>What a layer learns.</summary>
/// <param name="Scale">Whether it learns gamma.</param>
/// <param name="Shift">Whether it learns beta.</param>
internal readonly record struct AffineSpec(bool Scale, bool Shift);
