using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Tests;

/// <summary>
/// User code that could break generated text: names that it uses mean something else, and every warning is an error. In each case the
/// whole must compile without one.
/// </summary>
public class HostileCodeTests
{
    /// <summary>Both loops, both layouts, with and without positions, parameters, moving statistics, activations and residuals; rows and groups.</summary>
    private static readonly string[] Declarations =
    [
        "BatchNorm(8, 2)",
        "BatchNorm(13, 4, Spatial = [7, 7], ElementType = typeof(double), Activation = Activation.LeakyRelu)",
        "BatchNorm(5, 3, Layout = TensorLayout.ChannelsLast, TrackMovingStatistics = false, Scale = false)",
        "LayerNorm(24, Activation = Activation.Gelu)",
        "GroupNorm(2, 6, 3, Residual = true)",
    ];

    /// <summary>The other kinds, by shape: any layout, rows and groups of any size.</summary>
    public static TheoryData<string, string> OtherKinds => new()
    {
        { "LayerNorm", "64" },
        { "LayerNorm", "3, 5, 7, ElementType = typeof(double)" },
        { "LayerNorm", "13, Scale = false" },
        { "RmsNorm", "5000" },
        { "RmsNorm", "21, Shift = true, ElementType = typeof(double)" },
        { "RmsNorm", "33, Scale = false" },
        { "GroupNorm", "4, 16, 2" },
        { "GroupNorm", "3, 12, 4, Spatial = [7, 7]" },
        { "GroupNorm", "8, 64, 4, Layout = TensorLayout.ChannelsLast" },
        { "GroupNorm", "1, 3, 5, Scale = false, ElementType = typeof(double)" },
        { "InstanceNorm", "3, 5" },
        { "InstanceNorm", "1000, 3, Spatial = [9], Layout = TensorLayout.ChannelsLast, ElementType = typeof(double)" },
        { "InstanceNorm", "1048576, 4, Shift = false" },
    };

    private static readonly string[] Shapes = ["2", "3", "3, Spatial = [9]", "4", "4, Spatial = [7, 7]", "4, Spatial = [1, 1]", "5", "5, Spatial = [3, 5, 7]", "5, Spatial = [1, 8, 9]"];

    public static TheoryData<string> Options =>
    [
        "Scale = false",
        "Shift = false",
        "Scale = false, Shift = false",
        "TrackMovingStatistics = false",
        "TrackMovingStatistics = false, Scale = false, Shift = false, ElementType = typeof(double)",
        "CumulativeAverage = true",
        "CumulativeAverage = true, MovingVariance = VarianceEstimator.Unbiased",
        "Momentum = 1e-30",
        "Decay = 0.999999999999",
        "MovingVariance = VarianceEstimator.Unbiased, Epsilon = 123456.789",
        "Epsilon = 1e38",
        "Epsilon = 1e300, ElementType = typeof(double)",
        "Layout = TensorLayout.ChannelsLast, Shift = false, CumulativeAverage = true",
        "Preset = Framework.PyTorch",
        "Preset = Framework.Keras, Scale = false",
        "Preset = Framework.Flax, ElementType = typeof(double)",
        "Preset = Framework.MXNet, TrackMovingStatistics = false",
        "Preset = Framework.Onnx, Momentum = 0.25",
        "Activation = Activation.LeakyRelu, ActivationSlope = -0.125",
        "Activation = Activation.Gelu, Scale = false, Shift = false, ElementType = typeof(double)",
        "Residual = true",
        "Residual = true, Activation = Activation.HardSwish, TrackMovingStatistics = false",
        "Residual = true, Activation = Activation.Sigmoid, CumulativeAverage = true, Shift = false",
    ];

    /// <summary>Sources in which <c>[Layer]</c> stands for the attribute.</summary>
    public static TheoryData<string> Sources =>
    [
        // Where a layer may be.
        "[Layer] partial class Norm;",
        "[Layer] public sealed partial class Norm { }",
        "namespace A.B.C; [Layer] internal partial class Norm;",
        "partial class Net { [Layer] private partial class Norm; private readonly Norm _norm = new(); object X => _norm; }",
        "public partial class Net { [Layer] protected internal sealed partial class Norm; }",
        "partial struct Net { [Layer] partial class Norm; }",
        "readonly ref partial struct Net { [Layer] internal partial class Norm; }",
        "partial record Net(int Value) { [Layer] partial class Norm; }",
        "partial record struct Net(int Value) { [Layer] partial class Norm; }",
        "partial interface INet { [Layer] partial class Norm; }",
        "static partial class Net { [Layer] internal partial class Norm; }",
        "partial class Net<T, TLanes> where T : unmanaged, System.IComparable<T> where TLanes : class?, new() { [Layer] partial class Norm; }",
        "partial class A<T> where T : notnull { partial struct B<U> { partial interface C { partial record D<V>(T X, U Y, V Z) { [Layer] partial class Norm; } } } }",
        "partial class Net { [Layer] partial class Norm { [Layer] partial class Inner; } }",

        // Names that are keywords, or nearly.
        "namespace @namespace.@class { partial class @void<@in> { [Layer] partial class @event; } }",
        "[Layer] partial class @record; [Layer] partial class @required; [Layer] partial class @file; [Layer] partial class @scoped; [Layer] partial class @field;",
        "namespace Demo; [Layer] partial class @partial; [Layer] partial class @where; [Layer] partial class @await; [Layer] partial class @var; [Layer] partial class @dynamic; [Layer] partial class @nint; [Layer] partial class @extension;",
        "#pragma warning disable CS8981\n[Layer] partial class norm; partial class net<tee> { [Layer] partial class inner; }",
        "[Layer] partial class Größe; [Layer] partial class N\u0301; [Layer] partial class Ⅷ; [Layer] partial class _; [Layer] partial class __;",

        // Names that generated code uses, for something else.
        "namespace Demo.System { class Span<T>; class Math; } namespace Demo { [Layer] partial class Norm; }",
        "namespace Demo.BatchNormGen { class Parameter<T>; } namespace Demo { [Layer] partial class Norm; }",
        "namespace BatchNormGen.System { class Span<T>; class String; class ArgumentException; } namespace BatchNormGen { [Layer] partial class Norm; }",
        "namespace BatchNormGen { [Layer] partial class Norm; } namespace BatchNormGen.CompilerServices { [Layer] partial class Norm; }",
        "namespace System.BatchNormGen { class Parameter<T>; } namespace System { [Layer] partial class Norm; }",
        "namespace System.Runtime { [Layer] partial class Vector512; [Layer] partial class Unsafe; }",
        "class Span; class ReadOnlySpan; class Vector512; class Unsafe; class Math; class MathF; class Parameter; class Single; class Double; [Layer] partial class Norm;",
        "[Layer] partial class Norm { class System; class BatchNormGen; class @global; }",
        "[Layer] partial class Norm { class Span<T>; class ReadOnlySpan<T>; class Parameter<T>; class Single; class Double; class Int64; class Math; class Type; class Lanes; }",
        "[Layer] partial class Norm { int Span() => 1; int Vector512 => 1; int Unsafe = 1; int MemoryMarshal { get; set; } int nameof(int x) => x + Unsafe; int typeOf() => 1; }",
        "[Layer] partial class Norm { int x, y, dx, dy, batchSize, value, gamma, beta, rows, row, c, n, i, state, lanes; int Sum() => x + y + dx + dy + batchSize + value + gamma + beta + rows + row + c + n + i + state + lanes; Norm() => x = y = dx = dy = batchSize = value = gamma = beta = rows = row = c = n = i = state = lanes = 1; }",
        "partial class System<T> { [Layer] partial class Norm; } partial class BatchNormGen<System> { [Layer] partial class Norm; }",
        "partial class Net<Span, NumFeatures, Gamma, T> { [Layer] partial class Norm; }",
        "partial class Net { class System; int Gamma = 1, NumFeatures = 2, _layer = 3; public int Sum => Gamma + NumFeatures + _layer; [Layer] partial class Norm; }",
        "partial class NumFeatures { [Layer] partial class Norm; } namespace Gamma.Beta { [Layer] partial class Norm; }",
        "partial class Frozen { [Layer] partial class Norm; object X => new Norm(); } namespace Freeze.Frozen { [Layer] partial class Norm; }",
        "partial class Net<Frozen, Freeze> where Frozen : struct { [Layer] partial class Norm; }",
        "class FrozenAffine; interface IFrozenLayer<T>; partial class Net { sealed class Frozen; Frozen Freeze() => new(); public object X => Freeze(); [Layer] partial class Norm { int Forward, _frozen, frozen; int Sum() => Forward + _frozen + frozen; Norm() => Forward = _frozen = frozen = 1; } }",
        "namespace A_B { [Layer] partial class C; } namespace A { [Layer] partial class B_C; partial class B { [Layer] partial class C; } }",
        "namespace Demo { [Layer] partial class Norm; [Layer] partial class NORM; [Layer] partial class norM; } namespace demo { [Layer] partial class Norm; }",
        "partial class Net { [Layer] partial class Norm; } partial class Net<T> { [Layer] partial class Norm; } partial class Net<T, U> { [Layer] partial class Norm; }",
        "namespace BatchNormGen.Generated { [Layer] partial class Norm; } namespace BatchNormGen.Generated.Inner { [Layer] partial class NormKernels; }",
        "global using static Demo.Names; namespace Demo { static class Names { internal static int Math(int x) => x; internal const int terms = 1, c = 2; internal class TLanes; } [Layer] partial class Norm; }",

        // Classes with a life of their own.
        "[Layer] partial class Norm { public int Width { get; } public Norm(int width) => Width = width; public Norm() : this(3) { } static Norm() { } ~Norm() { } }",
        "[Layer] partial class Norm(int width) { public int Width => width; }",
        "[Layer] partial class Norm(int NumFeatures, float[] Gamma, object _layer, int Layout, string x, string Parameters) { public object[] All => [NumFeatures_, Gamma_, x, P, L, B]; int NumFeatures_ = NumFeatures; float[] Gamma_ = Gamma; string P = Parameters; int L = Layout; object B = _layer; }",
        "class Module { protected virtual void Forward() { } private int Gamma => 1; public int Sum => Gamma; } [Layer] sealed partial class Norm : Module, System.IDisposable { public void Dispose() { } protected override void Forward() { } }",
        "interface IModule { void ResetParameters(); int MaxDegreeOfParallelism { get; set; } } [Layer] partial class Norm : IModule;",
        "[Layer] partial class Norm { public override string ToString() => nameof(Norm); public override bool Equals(object? other) => other is Norm; public override int GetHashCode() => 1; public static bool operator ==(Norm a, Norm b) => true; public static bool operator !=(Norm a, Norm b) => false; }",
        "[Layer] partial class Norm { public required int Width { get; init; } public int this[int index] => index; public static implicit operator int(Norm norm) => norm.Width; }",
        "[Layer] partial class Norm; class Heir : Norm { public int Width => NumFeatures; }",
        "partial class Norm { } [Layer] partial class Norm; partial class Norm : System.ICloneable { public object Clone() => this; }",
        "[System.Obsolete] partial class Net { [Layer, System.Obsolete(\"old\")] partial class Norm; }",
        "[Layer, System.Obsolete(\"old\", DiagnosticId = \"OLD1\")] partial class Norm;",
        "[Layer, System.Obsolete(\"gone\", error: true)] partial class Norm;",
        "[Layer, System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] partial class Norm;",
        "[Layer, System.Serializable, System.Diagnostics.DebuggerDisplay(\"x\"), System.ComponentModel.Description(\"y\")] partial class Norm;",
        "#nullable disable\n[Layer] partial class Norm { string _text = null; string Text => _text; }",
        "#pragma warning disable CS3016 // An array as an argument.\n[assembly: System.CLSCompliant(true)] [Layer] public partial class Norm;",
        "[assembly: System.CLSCompliant(false)] [Layer] public partial class Norm;",
        "#define DEBUG\n#line 100 \"Elsewhere.cs\"\n[Layer] partial class Norm;",
        "global using Math = System.String; global using Unsafe = System.String; global using Vector512 = System.String; global using System2 = System.String;\n[Layer] partial class Norm;",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void User_code_cannot_break_a_layer(string source)
    {
        // Kinds that generate a Forward leave none to the user, which tests of BNG0005 show.
        bool declaresForward = source.Contains(" Forward", StringComparison.Ordinal);
        foreach (string declaration in Declarations.Where(declaration => !declaresForward || declaration.StartsWith("BatchNorm", StringComparison.Ordinal)))
        {
            AssertCompiles(new() { WarningsAsErrors = true }, source, declaration);
        }
    }

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void Every_kind_with_every_activation_compiles_without_a_warning(string kind, string arguments)
    {
        string[] layers =
        [
            .. from activation in Enum.GetNames<Activation>()
               from residual in new[] { "false", "true" }
               select Qualified($"{kind}({arguments}, Activation = Activation.{activation}, Residual = {residual})"),
        ];
        string source = string.Concat(layers.Select(static (layer, index) => $"/// <summary>A layer.</summary>\n[{layer}] public sealed partial class Norm{index};\n"));
        LayerCompilation.Of(Strictest, source).Generate().AssertCompiles(layers.Length);
    }

    /// <summary>Every shape in one project, down to the image: a limit of the format would show there.</summary>
    [Theory]
    [InlineData(1, "float")]
    [InlineData(3, "float")]
    [InlineData(64, "float")]
    [InlineData(1000, "float")]
    [InlineData(1048576, "float")]
    [InlineData(1, "double")]
    [InlineData(3, "double")]
    [InlineData(64, "double")]
    [InlineData(1000, "double")]
    [InlineData(1048576, "double")]
    public void Every_shape_compiles_without_a_warning(int features, string element)
    {
        string[] layers =
        [
            .. from shape in Shapes
               from layout in Enum.GetNames<TensorLayout>()
               select $"[BatchNormGen.BatchNorm({features}, {shape}, Layout = BatchNormGen.TensorLayout.{layout}, ElementType = typeof({element}))]",
        ];
        string source = string.Concat(layers.Select(static (layer, index) => $"/// <summary>A layer.</summary>\n{layer} public sealed partial class Norm{index};\n"));

        GeneratorRun run = LayerCompilation.Of(Strictest, source).Generate().AssertCompiles(layers.Length);
        using MemoryStream image = new();
        Assert.True(run.Output.Emit(image).Success);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_compiles_without_a_warning(string options)
    {
        AssertCompiles(Strictest, "/// <summary>A layer.</summary>\n[Layer] public sealed partial class Norm;", $"BatchNorm(24, 2, {options})");
        AssertCompiles(Strictest, "/// <summary>A layer.</summary>\n[Layer] public sealed partial class Norm;", $"BatchNorm(24, 4, {options})");
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable, LanguageVersion.CSharp13, false, false)]
    [InlineData(NullableContextOptions.Warnings, LanguageVersion.CSharp14, false, false)]
    [InlineData(NullableContextOptions.Annotations, LanguageVersion.CSharp14, true, false)]
    [InlineData(NullableContextOptions.Enable, LanguageVersion.CSharp13, true, true)]
    [InlineData(NullableContextOptions.Disable, LanguageVersion.Preview, true, true)]
    public void Every_project_setting_compiles_without_a_warning(NullableContextOptions nullable, LanguageVersion version, bool checkOverflow, bool documentation)
    {
        foreach (string declaration in Declarations)
        {
            AssertCompiles(
                new()
                {
                    Nullable = nullable,
                    LanguageVersion = version,
                    CheckOverflow = checkOverflow,
                    DocumentationFile = documentation,
                    WarningsAsErrors = true,
                },
                "/// <summary>A net.</summary>\npublic partial class Net<T> {\n/// <summary>A layer.</summary>\n[Layer] public sealed partial class Norm; }",
                declaration);
        }
    }

    [Fact]
    public void The_strictest_settings_report_what_they_should() =>
        Assert.Equal(
            ["CS0219", "CS1591", "CS8600"],
            LayerCompilation.Of(Strictest, "public class Undocumented { void M() { string x = null; } }").Generate().CompilerDiagnostics
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(static diagnostic => diagnostic.Id)
                .Order());

    private static LayerCompilation.Settings Strictest => new()
    {
        WarningsAsErrors = true,
        DocumentationFile = true,
        CheckOverflow = true,
        LanguageVersion = LanguageVersion.CSharp13,
    };

    private static void AssertCompiles(LayerCompilation.Settings settings, string source, string declaration)
    {
        string text = source.Replace("[Layer", "[" + Qualified(declaration), StringComparison.Ordinal);
        int layers = source.Split("[Layer").Length - 1;
        LayerCompilation.Of(settings, text).Generate().AssertCompiles(layers);
    }

    /// <summary>The attribute with all names fully qualified, so that a source may do with them what it likes.</summary>
    private static string Qualified(string declaration) => "global::BatchNormGen." + declaration
        .Replace("TensorLayout.", "global::BatchNormGen.TensorLayout.", StringComparison.Ordinal)
        .Replace("Framework.", "global::BatchNormGen.Framework.", StringComparison.Ordinal)
        .Replace("Activation.", "global::BatchNormGen.Activation.", StringComparison.Ordinal)
        .Replace("VarianceEstimator.", "global::BatchNormGen.VarianceEstimator.", StringComparison.Ordinal);
}
