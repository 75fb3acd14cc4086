extern alias Runtime;

using System.Collections.Immutable;
using System.Numerics.Tensors;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Tests.Compiling;

/// <summary>A project in memory that references the runtime library: what the generator is run on.</summary>
internal sealed class LayerCompilation
{
    private static readonly MetadataReference RuntimeLibrary = ReferenceTo(typeof(Runtime::BatchNormGen.BatchNormAttribute));

    private static readonly MetadataReference Tensors = ReferenceTo(typeof(TensorSpan<>));

    private readonly CSharpParseOptions _parseOptions;

    private LayerCompilation(CSharpCompilation input, CSharpParseOptions parseOptions)
    {
        Input = input;
        _parseOptions = parseOptions;
    }

    /// <summary>The compilation without what is generated.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>What a project sets that has a say here.</summary>
    public sealed record Settings
    {
        public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp14;

        public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

        public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

        public bool WarningsAsErrors { get; init; }

        public bool CheckOverflow { get; init; }

        public bool DocumentationFile { get; init; }

        public ImmutableDictionary<string, ReportDiagnostic> Severities { get; init; } = ImmutableDictionary<string, ReportDiagnostic>.Empty;

        /// <summary>Null: the real one.</summary>
        public MetadataReference? Runtime { get; init; }

        /// <summary>The alias under which System.Numerics.Tensors is referenced; null: none.</summary>
        public string? TensorsAlias { get; init; }
    }

    /// <summary>A project of files called File0.cs, File1.cs, ….</summary>
    public static LayerCompilation Of(params string[] files) => Of(new Settings(), files);

    public static LayerCompilation Of(Settings settings, params string[] files)
    {
        CSharpParseOptions parseOptions = new(
            settings.LanguageVersion, settings.DocumentationFile ? DocumentationMode.Diagnose : DocumentationMode.Parse);
        CSharpCompilationOptions options = new(
            settings.OutputKind,
            nullableContextOptions: settings.Nullable,
            checkOverflow: settings.CheckOverflow,
            allowUnsafe: false,
            warningLevel: 9999,
            generalDiagnosticOption: settings.WarningsAsErrors ? ReportDiagnostic.Error : ReportDiagnostic.Default,
            specificDiagnosticOptions: settings.Severities);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Tested",
            files.Select((text, index) => CSharpSyntaxTree.ParseText(text, parseOptions, PathOf(index))),
            [
                .. Net100.References.All,
                settings.TensorsAlias is { } alias ? Tensors.WithAliases([alias]) : Tensors,
                settings.Runtime ?? RuntimeLibrary,
            ],
            options);
        return new(compilation, parseOptions);
    }

    /// <summary>The framework's reference assemblies, with System.Numerics.Tensors, without the runtime library.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = [.. Net100.References.All, Tensors];

    /// <summary>The runtime library, referenced under aliases alone.</summary>
    public static MetadataReference RuntimeUnder(params string[] aliases) => RuntimeLibrary.WithAliases(aliases);

    public static string PathOf(int file) => $"File{file}.cs";

    public LayerCompilation WithFile(int file, string text)
    {
        SyntaxTree old = Input.SyntaxTrees[file];
        return new(Input.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, _parseOptions, old.FilePath)), _parseOptions);
    }

    public LayerCompilation AddFile(string text) =>
        new(Input.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, _parseOptions, PathOf(Input.SyntaxTrees.Length))), _parseOptions);

    /// <summary>Runs the generator of layers for the first time.</summary>
    public GeneratorRun Generate() => Generate(new LayerGenerator());

    /// <summary>Runs a generator for the first time.</summary>
    public GeneratorRun Generate(IIncrementalGenerator generator)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: _parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return GeneratorRun.Of(driver, this);
    }

    private static MetadataReference ReferenceTo(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
