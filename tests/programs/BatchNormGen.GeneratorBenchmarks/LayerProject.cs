extern alias Runtime;

using System.Numerics.Tensors;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.GeneratorBenchmarks;

/// <summary>A project in memory: files of ten layers each, and as many files without any.</summary>
internal static class LayerProject
{
    public const int LayersOfAFile = 10;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public static CSharpCompilation Of(int layers)
    {
        int files = (layers + LayersOfAFile - 1) / LayersOfAFile;
        IEnumerable<SyntaxTree> layerFiles = Enumerable.Range(0, files).Select(file => Parse(LayerFile(file, Math.Min(LayersOfAFile, layers - (file * LayersOfAFile))), $"Layers{file}.cs"));
        IEnumerable<SyntaxTree> others = Enumerable.Range(0, files).Select(static file => Parse(OtherFile(file, 0), $"Other{file}.cs"));
        return Of([.. layerFiles, .. others]);
    }

    /// <summary>A project of some files, with the runtime library.</summary>
    public static CSharpCompilation Of(SyntaxTree[] files)
    {
        MetadataReference[] references =
        [
            .. Net100.References.All,
            MetadataReference.CreateFromFile(typeof(TensorSpan<>).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Runtime::BatchNormGen.BatchNormAttribute).Assembly.Location),
        ];
        return CSharpCompilation.Create(
            "Project", files, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    /// <summary>Layers of all kinds: vectors, fixed and free planes, rows of channels.</summary>
    public static string LayerFile(int file, int layers, string firstEpsilon = "1e-5")
    {
        var text = new StringBuilder($"using BatchNormGen;\nnamespace Network{file};\n");
        for (int i = 0; i < layers; i++)
        {
            int features = 16 + ((file + i) * 7 % 1000);
            string epsilon = i == 0 ? firstEpsilon : "1e-5";
            string rest = (i % 4) switch
            {
                0 => "2",
                1 => "4, Spatial = [14, 14]",
                2 => "4",
                _ => "4, Layout = TensorLayout.ChannelsLast",
            };
            text.Append($"[BatchNorm({features}, {rest}, Epsilon = {epsilon})] public sealed partial class Norm{i};\n");
        }

        return text.ToString();
    }

    /// <summary>Code without layers.</summary>
    public static string OtherFile(int file, int edition)
    {
        var text = new StringBuilder($"namespace Network{file};\n[System.Serializable] public class Other {{\n");
        for (int i = 0; i < 20; i++)
        {
            text.Append($"    public int Method{i}(int x) => x * {i + edition} + Method{(i + 1) % 20}(x - 1);\n");
        }

        return text.Append("}\n").ToString();
    }
}
