namespace BatchNormGen.Mpi.Tests;

/// <summary>How a job ended.</summary>
/// <param name="ExitCode">The exit code of the launcher.</param>
/// <param name="Output">All that was printed, by the launcher too.</param>
/// <param name="Lines">What each process said.</param>
internal sealed record JobResult(int ExitCode, string Output, string[][] Lines)
{
    /// <summary>What each process said; of a job that went well.</summary>
    public string[][] RequireSuccess()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return Lines;
    }
}
