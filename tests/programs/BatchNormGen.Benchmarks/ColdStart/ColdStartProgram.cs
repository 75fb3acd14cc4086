namespace BatchNormGen.Benchmarks.ColdStart;

/// <summary>A program that is started again and again.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Folder">What its folder is called.</param>
/// <param name="Project">The name of its project, beside this one's.</param>
/// <param name="Weights">The name of the file that it reads the network from.</param>
/// <param name="Properties">What it is published with.</param>
/// <param name="MostMilliseconds">The longest time that is wanted from its start to its first prediction; null where there is no goal.</param>
/// <param name="MostBytes">The largest folder that is wanted.</param>
internal sealed record ColdStartProgram(string Name, string Folder, string Project, string Weights, string[] Properties, double? MostMilliseconds, long? MostBytes)
{
    public const string SafeTensors = "lenet.safetensors";
    public const string Onnx = "lenet.onnx";

    public static IReadOnlyList<ColdStartProgram> All { get; } =
    [
        new("BatchNormGen, JIT", "jit", "BatchNormGen.ColdStart", SafeTensors, [], 100, null),
        new("BatchNormGen, NativeAOT", "native", "BatchNormGen.ColdStart", SafeTensors, ["-p:Native=true"], 30, 5_000_000),
        new("ONNX Runtime, JIT", "onnx", "BatchNormGen.ColdStart.OnnxRuntime", Onnx, [], null, null),
    ];
}
