using BatchNormGen;

namespace OldLanguage;

/// <summary>The generator needs C# 13.</summary>
[BatchNorm(64, 4)]
public sealed partial class ConvNorm;
