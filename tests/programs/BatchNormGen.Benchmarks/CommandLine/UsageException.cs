namespace BatchNormGen.Benchmarks.CommandLine;

/// <summary>A command line that is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);
