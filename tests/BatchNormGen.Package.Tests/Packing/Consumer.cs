using BatchNormGen.Mpi.Tests;

namespace BatchNormGen.Package.Tests.Packing;

/// <summary>A user's project, in a folder of its own outside the repository.</summary>
internal sealed class Consumer(string folder, string cache)
{
    /// <summary>Nothing outlives a command and keeps its files open.</summary>
    public static string[] NoServers { get; } = ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-tl:off", "-clp:NoSummary"];

    public string Folder => folder;

    /// <summary>Runs a command of the SDK on the project.</summary>
    public Task<CommandResult> DotNet(string verb, params string[] arguments) =>
        Command.Run("dotnet", folder, [verb, .. arguments, .. NoServers], [("NUGET_PACKAGES", cache), ("DOTNET_CLI_UI_LANGUAGE", "en")]);

    /// <summary>Runs a built program of the project.</summary>
    public Task<CommandResult> Run(string program, params (string Name, string Value)[] variables) =>
        Path.GetExtension(program) == ".dll"
            ? Command.Run("dotnet", folder, [Path.Combine(folder, program)], variables)
            : Command.Run(Path.Combine(folder, program), folder, [], variables);

    /// <summary>Runs a built program of the project in several processes, by Open MPI.</summary>
    public Task<CommandResult> RunUnderMpirun(int processes, string program)
    {
        string launcher = MpiLauncher.Of(Implementation.OpenMpi) ?? throw new InvalidOperationException("Open MPI is not installed.");
        string[] host = Path.GetExtension(program) == ".dll" ? ["dotnet"] : [];
        return Command.Run(launcher, folder, ["-n", $"{processes}", .. host, Path.Combine(folder, program)], MpiLauncher.Variables);
    }
}
