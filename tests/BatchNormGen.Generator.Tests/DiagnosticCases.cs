using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Tests;

/// <summary>Declarations that the generator objects to, with the places it must point at and the facts it must name.</summary>
public static class DiagnosticCases
{
    /// <param name="Id">The one diagnostic that is expected, at every mark.</param>
    /// <param name="Source">With <c>[|marks|]</c>; <see cref="Prefix"/> is put before it.</param>
    /// <param name="Facts">What every message must contain, the layer's name aside.</param>
    public sealed record Case(string Id, string Source, params string[] Facts)
    {
        public string Layer { get; init; } = "Norm";

        /// <summary>What is put before the source.</summary>
        public string Prefix { get; init; } = "using BatchNormGen;\n";

        /// <summary>The source as the compiler is given it, with where diagnostics are expected.</summary>
        internal MarkedSource Marked => MarkedSource.Parse(Prefix + Source);

        internal LayerCompilation.Settings Settings { get; init; } = new();

        public override string ToString() => $"{Id}: {Source}";
    }

    public static IReadOnlyList<Case> All { get; } =
    [
        // BNG0001: partial
        new("BNG0001", "[BatchNorm(8, 2)] class [|Norm|];", "write 'partial class Norm'"),
        new("BNG0001", "[BatchNorm(8, 2)] sealed class [|@class|];", "'class'", "write 'partial class @class'") { Layer = "class" },
        new("BNG0001", "class [|Net|] { [BatchNorm(8, 2)] partial class Norm; }", "'Net'", "partial class Net") { Layer = "Net.Norm" },
        new("BNG0001", "struct [|Net|] { [BatchNorm(8, 2)] partial class Norm; }", "partial struct Net") { Layer = "Net.Norm" },
        new("BNG0001", "record [|Net|] { [BatchNorm(8, 2)] partial class Norm; }", "partial record Net") { Layer = "Net.Norm" },
        new("BNG0001", "record struct [|Net|] { [BatchNorm(8, 2)] partial class Norm; }", "partial record struct Net") { Layer = "Net.Norm" },
        new("BNG0001", "interface [|INet|] { [BatchNorm(8, 2)] partial class Norm; }", "partial interface INet") { Layer = "INet.Norm" },
        new("BNG0001", "class [|A|] { partial class B { class [|C|] { [BatchNorm(8, 2)] class [|Norm|]; } } }") { Layer = "A.B.C.Norm" },

        // BNG0002: the kind of declaration
        new("BNG0002", "[BatchNorm(8, 2)] static partial class [|Norm|];", "it is static", "remove 'static'"),
        new("BNG0002", "[BatchNorm(8, 2)] abstract partial class [|Norm|];", "it is abstract", "remove 'abstract'"),
        new("BNG0002", "[BatchNorm(8, 2)] partial class [|Norm|]<T>;", "it is generic", "remove the type parameters") { Layer = "Norm<T>" },
        new("BNG0002", "[BatchNorm(8, 2)] abstract partial class [|[|Norm|]|]<T>;") { Layer = "Norm<T>" },
        new("BNG0002", "[BatchNorm(8, 2)] partial record [|Norm|];", "it is a record", "declare a class"),
        new("BNG0002", "[BatchNorm(8, 2)] partial record class [|Norm|](int X);", "it is a record"),
        new("BNG0002", "[BatchNorm(8, 2)] file partial class [|Norm|];", "it is file-local", "remove 'file'"),
        new("BNG0002", "file partial class [|Net|] { [BatchNorm(8, 2)] partial class Norm; }", "'Net' around it is file-local") { Layer = "Net.Norm" },

        // BNG0003, BNG0004: what the project brings
        new("BNG0003", "[[|BatchNorm|](8, 2)] partial class Norm { }", "C# 13 or later", "compiled as C# 12.0")
        {
            Settings = new() { LanguageVersion = LanguageVersion.CSharp12 },
        },
        new("BNG0004", "[[|BatchNorm|](8, 2)] partial class Norm;", "0.1.0.0 or later", "references 0.0.9.0")
        {
            Settings = new() { Runtime = OldRuntime.Reference },
        },

        // BNG0005 to BNG0007: names
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { int [|NumFeatures|] => 8; }", "'NumFeatures'", "rename or remove"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { object [|_layer|] = new(); }", "'_layer'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { const double [|Epsilon|] = 1e-5; double [|Momentum|] { get; set; } }", "'Epsilon'", "'Momentum'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { void [|set_Momentum|](double value) { } }", "'set_Momentum'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { int [|get_Layout|]() => 8; }", "'get_Layout'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { void [|set_MaxDegreeOfParallelism|](int value) { } }", "'set_MaxDegreeOfParallelism'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { void [|Backward|]() { } void [|Backward|](int x) { } }", "'Backward'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { class [|Frozen|]; Frozen? [|Freeze|](int x) => null; }", "'Frozen'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm : IFreezable<float> { IFrozenLayer<float> IFreezable<float>.[|Freeze|]() => null!; }", "Freeze"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm { class [|Gamma|]; static int [|MovingMean|]; const int [|BatchMean|] = 1; }"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm; partial class Norm { event System.Action [|Beta|] { add { } remove { } } }", "'Beta'"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm : IChannelNormalization { int IChannelNormalization.[|NumDims|] => 2; }", "NumDims"),
        new("BNG0005", "[BatchNorm(8, 2)] partial class Norm : INormalization<float> { void INormalization<float>.[|ResetParameters|]() { } }", "ResetParameters"),
        new("BNG0006", "class Base { public int Layout; } [BatchNorm(8, 2)] partial class [|Norm|] : Base;", "'Layout'", "from 'Base'"),
        new("BNG0006", "class Root { protected static void Backward() { } } class Base : Root; [BatchNorm(8, 2)] partial class [|Norm|] : Base;", "'Backward'", "from 'Root'"),
        new("BNG0006", "class Base { protected class Frozen; } [BatchNorm(8, 2)] partial class [|Norm|] : Base;", "'Frozen'"),
        new("BNG0006", "abstract class Base { internal abstract double Gamma { get; } } [BatchNorm(8, 2)] partial class [|Norm|] : Base;", "'Gamma'"),
        new("BNG0006", "[BatchNorm(8, 2)] partial class Base; class Middle : Base; [BatchNorm(8, 2)] partial class [|Norm|] : Middle;", "'NumFeatures'", "from 'Base'"),
        new("BNG0006", "class Base<T> { public T Parameters; } [BatchNorm(8, 2)] partial class [|Norm|] : Base<int>;", "'Parameters'", "from 'Base<int>'"),
        new("BNG0007", "[BatchNorm(8, 2)] partial class [|Layout|];", "called 'Layout'", "rename the class") { Layer = "Layout" },
        new("BNG0007", "[BatchNorm(8, 2)] partial class [|Gamma|];", "'Gamma'") { Layer = "Gamma" },
        new("BNG0007", "[BatchNorm(8, 2)] partial class [|Frozen|];", "'Frozen'") { Layer = "Frozen" },
        new("BNG0007", "[BatchNorm(8, 2)] partial class [|Freeze|];", "'Freeze'") { Layer = "Freeze" },

        // BNG0008 to BNG0012: the shape
        new("BNG0008", "[BatchNorm([|0|], 2)] partial class Norm;", "numFeatures 0", "1 to 1048576"),
        new("BNG0008", "[BatchNorm([|-3|], 2)] partial class Norm;", "numFeatures -3"),
        new("BNG0008", "[BatchNorm(numDims: 2, numFeatures: [|(1 << 20) + 1|])] partial class Norm;", "numFeatures 1048577"),
        new("BNG0008", "[BatchNorm([|int.MaxValue|], 4, Spatial = [8, 8])] partial class Norm;", "numFeatures 2147483647"),
        new("BNG0009", "[BatchNorm(8, [|1|])] partial class Norm;", "numDims 1", "4 for (N, C, H, W)"),
        new("BNG0009", "[BatchNorm(8, [|6|], Spatial = [1, 2])] partial class Norm;", "numDims 6"),
        new("BNG0009", "[BatchNorm(numDims: [|-1|], numFeatures: 8)] partial class Norm;", "numDims -1"),
        new("BNG0009", "[BatchNorm(4, [|64|])] partial class Norm;", "numDims 64", "(N, C, D, H, W); did you mean numFeatures 64 and numDims 4?"),
        new("BNG0009", "[BatchNorm(numDims: [|1_000|], numFeatures: 2, Spatial = [7])] partial class Norm;", "did you mean numFeatures 1_000 and numDims 2?"),
        new("BNG0009", "[BatchNorm(8, [|64|])] partial class Norm;", "or 5 for (N, C, D, H, W)"),
        new("BNG0009", "[BatchNorm(4, [|-64|])] partial class Norm;", "numDims -64"),
        new("BNG0010", "[BatchNorm(8, 4, Spatial = [|[7]|])] partial class Norm;", "length 1", "numDims 4", "[H, W]"),
        new("BNG0010", "[BatchNorm(8, 2, Spatial = [|new[] { 7, 7 }|])] partial class Norm;", "length 2", "numDims 2 expects none", "leave Spatial out; or did you mean numDims 4?"),
        new("BNG0010", "[BatchNorm(8, 3, Spatial = [|new int[] { 1, 2 }|])] partial class Norm;", "expects [L]"),
        new("BNG0010", "[BatchNorm(8, 5, Spatial = [|[7, 7]|])] partial class Norm;", "expects [D, H, W]"),
        new("BNG0011", "[BatchNorm(8, 4, Spatial = [7, [|0|]])] partial class Norm;", "extent 0"),
        new("BNG0011", "[BatchNorm(8, 5, Spatial = new[] { [|-7|], 3, [|1 - 8|] })] partial class Norm;", "extent -7"),
        new("BNG0011", "[BatchNorm(8, 3, Spatial = new int[] { [|int.MinValue|] })] partial class Norm;", "extent -2147483648"),
        new("BNG0012", "[BatchNorm(2, 3, Spatial = [|[1 << 30]|])] partial class Norm;", "2 × 1073741824 = 2147483648", "at most 2147483647"),
        new(
            "BNG0012",
            "[BatchNorm(1 << 20, 5, Spatial = [|[int.MaxValue, int.MaxValue, int.MaxValue]|])] partial class Norm;",
            "= 10384593702562545428440842001973248"),
        new("BNG0012", "[BatchNorm(1 << 16, 4, Spatial = [|new[] { 1 << 16, 1 << 16 }|])] partial class Norm;", "= 281474976710656"),

        // BNG0023, BNG0024: what is compiled beside the declaration
        new(
            "BNG0023",
            "[BatchNorm(8, 2)] partial class [|Norm|]; partial class Norm { readonly global::BatchNormGen.CompilerServices.BatchNormCore<float> _layer = null!; const int NumFeatures = 8; }",
            "has a part in 'File0.cs'", "delete that part"),
        new("BNG0024", "[[|BatchNorm|](8, 2)] partial class Norm;", "the assembly BatchNormGen", "under the alias 'bng' alone", "Aliases=\"global,bng\"")
        {
            Prefix = "extern alias bng;\nusing bng::BatchNormGen;\n",
            Settings = new() { Runtime = LayerCompilation.RuntimeUnder("bng") },
        },
        new("BNG0024", "[[|BatchNorm|](8, 2)] partial class Norm;", "under the alias 'one,two' alone", "Aliases=\"global,one,two\"")
        {
            Prefix = "extern alias two;\nusing two::BatchNormGen;\n",
            Settings = new() { Runtime = LayerCompilation.RuntimeUnder("one", "two") },
        },
        new("BNG0024", "[[|BatchNorm|](8, 2)] partial class Norm;", "the assembly System.Numerics.Tensors", "Aliases=\"global,tensors\"")
        {
            Settings = new() { TensorsAlias = "tensors" },
        },

        // BNG0013, BNG0017, BNG0021: numbers
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|0|])] partial class Norm;", "Epsilon 0, which is not positive", "float"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|-1e-5|])] partial class Norm;", "Epsilon -1e-5, which is not positive"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|double.NaN|])] partial class Norm;", "NaN, which is not a number"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|double.PositiveInfinity|])] partial class Norm;", "not finite"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|double.NegativeInfinity|])] partial class Norm;", "not finite"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|1e-50|])] partial class Norm;", "Epsilon 1e-50, which is 0 as float"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|1e39|])] partial class Norm;", "infinite as float"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|-0.0|], ElementType = typeof(double))] partial class Norm;", "not positive", "finite double"),
        new("BNG0017", "[BatchNorm(8, 2, ElementType = [|typeof(int)|])] partial class Norm;", "typeof(int)", "typeof(float) or typeof(double)"),
        new("BNG0017", "[BatchNorm(8, 2, ElementType = [|typeof(System.Half)|])] partial class Norm;", "typeof(System.Half)"),
        new("BNG0017", "[BatchNorm(8, 2, ElementType = [|typeof(float[])|])] partial class Norm;", "typeof(float[])"),
        new("BNG0017", "[BatchNorm(8, 2, ElementType = [|typeof(System.Collections.Generic.List<>)|])] partial class Norm;", "List<>"),
        new("BNG0017", "#nullable disable\n[BatchNorm(8, 2, ElementType = [|null|])] partial class Norm;", "ElementType null"),
        new("BNG0021", "[BatchNorm(8, 2, Epsilon = [|1e-8|])] partial class Norm;", "Epsilon 1e-8", "rounded to float, 1 + 1e-8 is 1", "at least 1e-7"),
        new("BNG0021", "[BatchNorm(8, 2, Epsilon = [|1e-16|], ElementType = typeof(double))] partial class Norm;", "rounded to double", "at least 1e-15"),

        // BNG0014 to BNG0016, BNG0019, BNG0020, BNG0022: the moving average
        new("BNG0014", "[BatchNorm(8, 2, Momentum = [|0|])] partial class Norm;", "Momentum 0;", "above 0 and at most 1"),
        new("BNG0014", "[BatchNorm(8, 2, Momentum = [|1.5|])] partial class Norm;", "Momentum 1.5"),
        new("BNG0014", "[BatchNorm(8, 2, Momentum = [|double.NaN|])] partial class Norm;", "Momentum NaN"),
        new("BNG0015", "[BatchNorm(8, 2, Decay = [|1|])] partial class Norm;", "Decay 1;", "at least 0 and below 1"),
        new("BNG0015", "[BatchNorm(8, 2, Decay = [|-0.1|])] partial class Norm;", "Decay -0.1"),
        new("BNG0015", "[BatchNorm(8, 2, Decay = [|double.NaN|])] partial class Norm;", "Decay NaN"),
        new("BNG0016", "[BatchNorm(8, 2, Momentum = 0.1, Decay = [|0.9|])] partial class Norm;", "Decay beside Momentum", "keep one"),
        new("BNG0016", "[BatchNorm(8, 2, Decay = 0.9, Momentum = [|0.1|])] partial class Norm;", "Momentum beside Decay"),
        new("BNG0016", "[BatchNorm(8, 2, CumulativeAverage = true, Momentum = [|0.1|])] partial class Norm;", "Momentum beside CumulativeAverage"),
        new("BNG0016", "[BatchNorm(8, 2, Decay = 0.9, CumulativeAverage = [|true|], Momentum = [|0.1|])] partial class Norm;", "beside Decay"),
        new("BNG0019", "[BatchNorm(8, 2, Momentum = [|0.99|])] partial class Norm;", "Momentum 0.99", "weight of the new batch", "did you mean Decay = 0.99?"),
        new("BNG0019", "[BatchNorm(8, 2, Momentum = [|0.5|])] partial class Norm;", "did you mean Decay = 0.5?"),

        // Numbers as they are written.
        new("BNG0019", "[BatchNorm(8, 2, Momentum = [|0.9f|])] partial class Norm;", "Momentum 0.9:", "did you mean Decay = 0.9?"),
        new("BNG0019", "[BatchNorm(8, 2, Momentum = [|(0.90D)|])] partial class Norm;", "did you mean Decay = 0.90?"),
        new("BNG0019", "[BatchNorm(8, 2, Momentum = [|Kept|])] partial class Norm { const double Kept = 0.9f; }", "did you mean Decay = 0.9?"),
        new("BNG0019", "[BatchNorm(8, 2, Momentum = [|1 - 0.1|])] partial class Norm;", "did you mean Decay = 0.9?"),
        new("BNG0020", "[BatchNorm(8, 2, Decay = [|1e-2f|])] partial class Norm;", "did you mean Momentum = 1e-2?"),
        new("BNG0014", "[BatchNorm(8, 2, Momentum = [|-0.1f|])] partial class Norm;", "Momentum -0.1;"),
        new("BNG0015", "[BatchNorm(8, 2, Decay = [|1.1f|])] partial class Norm;", "Decay 1.1;"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|-1e-5f|])] partial class Norm;", "Epsilon -1e-5, which"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|-Small|])] partial class Norm { const float Small = 1e-5f; }", "Epsilon -1e-5, which"),
        new("BNG0013", "[BatchNorm(8, 2, Epsilon = [|1e30 * 1e10|])] partial class Norm;", "Epsilon 1e40, which"),
        new("BNG0021", "[BatchNorm(8, 2, Epsilon = [|1e-9F|])] partial class Norm;", "Epsilon 1e-9, which", "1 + 1e-9 is 1"),
        new("BNG0008", "[BatchNorm([|2_000_000|], 2)] partial class Norm;", "numFeatures 2_000_000"),
        new("BNG0008", "[BatchNorm([|0x7FFFFFFF|], 2)] partial class Norm;", "numFeatures 2147483647"),
        new("BNG0011", "[BatchNorm(8, 3, Spatial = [[|-0b11|]])] partial class Norm;", "extent -3"),
        new("BNG0019", "[BatchNorm(8, 2, Momentum = [|1|])] partial class Norm;", "the last batch's own"),
        new("BNG0020", "[BatchNorm(8, 2, Decay = [|0.01|])] partial class Norm;", "Decay 0.01", "weight of the old average", "did you mean Momentum = 0.01?"),
        new("BNG0020", "[BatchNorm(8, 2, Decay = [|0|])] partial class Norm;", "the last batch's own"),
        new("BNG0016", "[BatchNorm(8, 2, Preset = Framework.Keras, Momentum = 0.1, Decay = [|0.9|])] partial class Norm;", "Decay beside Momentum"),
        new("BNG0019", "[BatchNorm(8, 2, Preset = Framework.Keras, Momentum = [|0.99|])] partial class Norm;", "did you mean Decay = 0.99?"),
        new("BNG0020", "[BatchNorm(8, 2, Decay = [|0.1|], Preset = Framework.PyTorch)] partial class Norm;", "did you mean Momentum = 0.1?"),
        new("BNG0022", "[BatchNorm(8, 2, Preset = Framework.PyTorch, TrackMovingStatistics = false, MovingVariance = [|VarianceEstimator.Unbiased|])] partial class Norm;", "MovingVariance"),
        new("BNG0022", "[BatchNorm(8, 2, TrackMovingStatistics = false, Momentum = [|0.9|])] partial class Norm;", "Momentum", "no effect beside TrackMovingStatistics = false", "let the layer track its statistics"),
        new("BNG0022", "[BatchNorm(8, 2, Decay = [|0.1|], TrackMovingStatistics = false)] partial class Norm;", "Decay"),
        new("BNG0022", "[BatchNorm(8, 2, TrackMovingStatistics = false, CumulativeAverage = [|true|])] partial class Norm;", "CumulativeAverage"),
        new("BNG0022", "[BatchNorm(8, 2, TrackMovingStatistics = false, MovingVariance = [|VarianceEstimator.Unbiased|])] partial class Norm;", "MovingVariance"),
        new("BNG0022", "[BatchNorm(8, 2, TrackMovingStatistics = false, MovingVariance = [|VarianceEstimator.Biased|], Decay = [|0.9|])] partial class Norm;"),

        // BNG0018: enums
        new(
            "BNG0018", "[BatchNorm(8, 2, Preset = [|(Framework)6|])] partial class Norm;", "Preset 6", "that Framework does not define",
            "expected Framework.Textbook, Framework.PyTorch, Framework.Keras, Framework.Flax, Framework.MXNet or Framework.Onnx"),
        new("BNG0018", "[BatchNorm(8, 2, Preset = [|(Framework)(-1)|], Layout = [|(TensorLayout)7|], Epsilon = 1e-3)] partial class Norm;", "Preset -1", "Layout 7"),
        new("BNG0018", "[BatchNorm(8, 2, Layout = [|(TensorLayout)2|])] partial class Norm;", "Layout 2", "TensorLayout.ChannelsFirst or TensorLayout.ChannelsLast"),
        new("BNG0018", "[BatchNorm(8, 2, MovingVariance = [|(VarianceEstimator)(-1)|])] partial class Norm;", "MovingVariance -1", "VarianceEstimator.Biased"),

        .. OtherKindsCases.All,
    ];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, All.Count)];
}
