namespace BatchNormGen.GeneratorBenchmarks;

/// <summary>What a run of the generator takes.</summary>
internal sealed record Measurement(string Name, double Milliseconds, double Megabytes);
