namespace BatchNormGen.Generator.Emission.Text;

/// <summary>The attributes that mark what the generator wrote: analyzers, coverage and other tools leave it out of their counts.</summary>
internal static class GeneratedAttributes
{
    public const string ToolName = "BatchNormGen.Generator";

    public static string ToolVersion { get; } = typeof(GeneratedAttributes).Assembly.GetName().Version.ToString(3);

    /// <summary>In one line, fully qualified.</summary>
    public static string Line { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode({Literal.Of(ToolName)}, {Literal.Of(ToolVersion)}), global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";
}
