extern alias Runtime;

using System.Diagnostics;
using System.Numerics.Tensors;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace BatchNormGen.Generator.Tests.Documentation;

/// <summary>A folder in which examples run, each in a process of its own, with the files that they load.</summary>
public sealed class ExamplePrograms : IDisposable
{
    private const string RuntimeConfiguration =
        """
        { "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }
        """;

    private static readonly string[] PyTorchNames = ["weight", "bias", "running_mean", "running_var"];
    private static readonly string[] KerasNames = ["gamma", "beta", "moving_mean", "moving_variance"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examples-");

    public ExamplePrograms()
    {
        foreach (Type type in (Type[])[typeof(Runtime::BatchNormGen.BatchNormAttribute), typeof(TensorSpan<>)])
        {
            File.Copy(type.Assembly.Location, PathOf(Path.GetFileName(type.Assembly.Location)));
        }

        Write("resnet18.safetensors", ["layer1.0.bn1."], PyTorchNames, channels: 64);
        Write("mobilenet.safetensors", ["conv1_bn/"], KerasNames, channels: 32);
        Write("model.safetensors", ["features.1.", "features.4."], PyTorchNames, channels: 64);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote on the console, followed by its exception if there was one.</returns>
    internal (int ExitCode, string Output) Run(GeneratorRun program)
    {
        string name = $"Example{Guid.NewGuid():N}";
        string assembly = PathOf($"{name}.dll");
        File.WriteAllText(PathOf($"{name}.runtimeconfig.json"), RuntimeConfiguration);
        using (FileStream file = File.Create(assembly))
        {
            EmitResult result = program.Output.WithAssemblyName(name).Emit(file);
            Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        }

        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private void Write(string file, string[] prefixes, string[] names, int channels)
    {
        Runtime::BatchNormGen.StateDictionary state = new();
        float[] ones = [.. Enumerable.Repeat(1f, channels)];
        foreach (string name in prefixes.SelectMany(prefix => names.Select(name => prefix + name)))
        {
            state.Set(name, Runtime::BatchNormGen.StateTensor.Create<float>(ones, channels));
        }

        state.Save(PathOf(file));
    }
}
