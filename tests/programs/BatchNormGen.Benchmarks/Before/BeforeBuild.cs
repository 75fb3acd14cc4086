using System.Reflection;
using System.Runtime.Loader;

namespace BatchNormGen.Benchmarks.Before;

/// <summary>This program as it was built at another commit: its layers, with the runtime that they were built for.</summary>
internal sealed class BeforeBuild
{
    private readonly Assembly _program;

    /// <exception cref="IOException">The folder does not hold such a build.</exception>
    public BeforeBuild(DirectoryInfo folder)
    {
        string program = Path.Combine(folder.FullName, $"{typeof(BeforeBuild).Assembly.GetName().Name}.dll");
        if (!File.Exists(program))
        {
            throw new FileNotFoundException($"{program}: missing; --before is the output folder of this program, built at another commit");
        }

        Assembly runtime = typeof(BatchNormAttribute).Assembly;
        var context = new OwnAssemblies(folder.FullName, [typeof(BeforeBuild).Assembly.GetName().Name!, runtime.GetName().Name!]);
        _program = context.LoadFromAssemblyPath(program);
        Version = VersionOf(_program);
    }

    public string Version { get; }

    /// <summary>The version of an assembly, with the commit if it was built in a repository.</summary>
    public static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "not known";

    /// <summary>The layer type of the same name; null if there was none.</summary>
    public Type? LayerOf(Type layer) => _program.GetType(layer.FullName!);

    /// <summary>Loads the named assemblies from a folder; all others are shared with this program.</summary>
    private sealed class OwnAssemblies(string folder, IReadOnlyList<string> names) : AssemblyLoadContext("before")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            names.Contains(assemblyName.Name) ? LoadFromAssemblyPath(Path.Combine(folder, $"{assemblyName.Name}.dll")) : null;
    }
}
