using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Compiling;

/// <summary>One run of the generator, and the state from which the next one starts.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, Compilation output, ImmutableArray<Diagnostic> diagnostics)
    {
        _driver = driver;
        Output = output;
        Diagnostics = [.. diagnostics.Where(static diagnostic => !diagnostic.IsSuppressed)];
        Result = driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
    }

    /// <summary>What the generator reported, as the project's settings and pragmas leave it.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The compilation with what was generated.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    /// <summary>The result in the form in which tools take it.</summary>
    public GeneratorDriverRunResult DriverResult => _driver.GetRunResult();

    public static GeneratorRun Of(GeneratorDriver driver, LayerCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation.Input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        return new(driver, output, diagnostics);
    }

    /// <summary>Runs the same generator again, on an edited project.</summary>
    public GeneratorRun Then(LayerCompilation edited) => Of(_driver, edited);

    /// <summary>The outputs of a step, in the order of the layers.</summary>
    public ImmutableArray<(object Value, IncrementalStepRunReason Reason)> Step(string name) =>
        [.. Result.TrackedSteps.GetValueOrDefault(name, []).SelectMany(static step => step.Outputs)];

    /// <summary>Why each generated file was written or kept.</summary>
    public IEnumerable<IncrementalStepRunReason> SourceReasons =>
        Result.TrackedOutputSteps.Values
            .SelectMany(static steps => steps)
            .Where(static step => step.Inputs.All(static input => input.Source.Name == TrackingNames.LayerSpec))
            .SelectMany(static step => step.Outputs)
            .Select(static output => output.Reason);

    /// <summary>What the compiler says of the whole: warnings and errors.</summary>
    public IEnumerable<Diagnostic> CompilerDiagnostics =>
        Output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>Fails with the messages and the generated text where the whole does not compile without a warning.</summary>
    public GeneratorRun AssertCompiles(int files = 1)
    {
        Assert.Empty(Diagnostics);
        Assert.Equal(files, Sources.Length);
        Diagnostic[] faults = [.. CompilerDiagnostics];
        Assert.True(
            faults.Length == 0,
            string.Join("\n", faults.Select(static fault => $"{fault}\n    {LineOf(fault)}"))
                + "\n" + string.Join("\n", Sources.Select(static source => $"{source.HintName}:\n{source.SourceText}")));
        return this;
    }

    private static string LineOf(Diagnostic fault) =>
        fault.Location.SourceTree?.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
}
