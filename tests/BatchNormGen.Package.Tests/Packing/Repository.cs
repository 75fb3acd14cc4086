namespace BatchNormGen.Package.Tests.Packing;

/// <summary>The repository's own folders.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Consumers { get; } = Path.Combine(Root, "tests", "BatchNormGen.Package.Tests", "Consumers");

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "BatchNormGen.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
