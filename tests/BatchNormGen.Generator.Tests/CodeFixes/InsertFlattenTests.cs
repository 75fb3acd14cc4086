using BatchNormGen.CodeFixes;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.CodeFixes;

public class InsertFlattenTests
{
    [Theory]
    [InlineData("=> x.Dense(\"d\", 10);", "=> x.Flatten().Dense(\"d\", 10);")]
    [InlineData("=> x.Relu().Softmax().Relu();", "=> x.Relu().Flatten().Softmax().Relu();")]
    [InlineData("=> x\n    .MaxPool(2) // Half.\n    .Dense(\"d\", 10);", "=> x\n    .MaxPool(2).Flatten() // Half.\n    .Dense(\"d\", 10);")]
    [InlineData("=> (x + x).Dense(\"d\", 10);", "=> (x + x).Flatten().Dense(\"d\", 10);")]
    [InlineData("=> x.Relu();", "=> x.Relu().Flatten();")]
    [InlineData("=> x + x;", "=> (x + x).Flatten();")]
    [InlineData("{ return x; }", "{ return x.Flatten(); }")]
    [InlineData("{ Features y = x /* maps */; return y; }", "{ Features y = x.Flatten() /* maps */; return y; }")]
    [InlineData("{ Features y; y = true ? x : x.Relu(); return y; }", "{ Features y; y = (true ? x : x.Relu()).Flatten(); return y; }")]
    [InlineData("=> Head(x);", "=> Head(x.Flatten());")]
    [InlineData("=> Head(n: 3, x: x.Relu());", "=> Head(n: 3, x: x.Relu().Flatten());")]
    public async Task Feature_maps_are_flattened_where_features_are_wanted(string body, string expected)
    {
        FixedProject project = FixedProject.Of(Model(body));
        Assert.Equal("Insert 'Flatten()'", Assert.Single(await project.OfferedAsync(new InsertFlatten())).Title);

        FixedProject mended = await project.FixFirstAsync(new InsertFlatten());
        Assert.Equal([Model(expected)], await mended.TextsAsync());
        Assert.DoesNotContain(await mended.DiagnosticsAsync(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("=> x.Rely().Flatten();")]
    [InlineData("=> x.Flatten().Conv2D(\"c\", 8, 3);")]
    [InlineData("{ int y = x; return x.Flatten(); }")]
    [InlineData("{ string s = 3; return x.Flatten(); }")]
    [InlineData("=> Head(3);")]
    [InlineData("=> Head(x.Flatten(), x);")]
    public async Task Nothing_is_offered_where_something_else_is_wrong(string body)
    {
        FixedProject project = FixedProject.Of(Model(body));
        Diagnostic first = (await project.DiagnosticsAsync())[0];

        Assert.Contains(first.Id, new InsertFlatten().FixableDiagnosticIds);
        Assert.Empty(await project.OfferedAsync(new InsertFlatten()));
    }

    private static string Model(string body) => $"[Model(3, 32, 32)] partial class Net {{ static Features Define(FeatureMaps x) {body} static Features Head(Features x, int n = 1) => x; }}";
}
