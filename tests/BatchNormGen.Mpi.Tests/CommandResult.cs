namespace BatchNormGen.Mpi.Tests;

/// <summary>How a program ended, and all that it printed.</summary>
internal sealed record CommandResult(int ExitCode, string Output);
