namespace BatchNormGen.Package.Tests.Packing;

/// <summary>What a program wrote and how it ended.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>The output of a program that succeeded; everything it said, as a failed assertion, of one that did not.</summary>
    public string RequireSuccess()
    {
        Assert.True(ExitCode == 0, $"'{Command}' ended with exit code {ExitCode}:{Environment.NewLine}{Output}");
        return Output;
    }
}
