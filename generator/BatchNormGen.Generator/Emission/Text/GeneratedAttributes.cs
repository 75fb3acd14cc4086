namespace BatchNormGen.Generator.Emission.Text;

/// <summary>The attributes that mark what the generator wrote: analyzers, coverage and other tools leave it out of their counts.</summary>
internal static class GeneratedAttributes
{
    public const string ToolName = "BatchNormGen.Generator";

    public static string ToolVersion { get; } = typeof(GeneratedAttributes).Assembly.GetName().Version.ToString(3);

    /// <summary>Of types, methods and properties: in one line, fully qualified.</summary>
    public static string Line { get; } = $"[{GeneratedCode}, global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    /// <summary>Of fields and constants, which have no code to cover.</summary>
    public static string FieldLine { get; } = $"[{GeneratedCode}]";

    private static string GeneratedCode => $"global::System.CodeDom.Compiler.GeneratedCode({Literal.Of(ToolName)}, {Literal.Of(ToolVersion)})";
}
