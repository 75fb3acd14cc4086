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
}
