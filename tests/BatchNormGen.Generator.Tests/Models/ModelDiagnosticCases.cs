using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>Models that the analyzer objects to, with the places it must point at and the facts it must name.</summary>
public static class ModelDiagnosticCases
{
    /// <param name="Id">The one diagnostic that is expected, at every mark.</param>
    /// <param name="Source">With <c>[|marks|]</c>.</param>
    /// <param name="Facts">What the messages must contain, each one of them.</param>
    public sealed record Case(string Id, string Source, params string[] Facts)
    {
        internal MarkedSource Marked => MarkedSource.Parse(ModelSources.Using + Source);

        public override string ToString() => $"{Id}: {Source}";
    }

    public static IReadOnlyList<Case> All { get; } =
    [
        // BNG0101: kernels
        new("BNG0101", Maps("6, 3, 3", "x.Conv2D(\"c\", 8, [|5|])"), "Conv2D 'c' has a kernel of 5, and its input (6, 3, 3) is 3 high and 3 wide; choose a kernel of at most 3, or padding: 1"),
        new("BNG0101", Maps("6, 7, 2", "x.Conv2D(kernel: [|3|], name: \"c\", outputs: 8)"), "(6, 7, 2) is 2 wide; choose a kernel of at most 2, or padding: 1"),
        new("BNG0101", Maps("6, 1, 2", "x.Conv2D(\"c\", 8, [|7|], padding: 1)"), "is 1 high and 2 wide, 3 and 4 with padding 1 on each side; choose a kernel of at most 3, or padding: 3"),
        new("BNG0101", Maps("6, 1, 1", "x.MaxPool([|2|])"), "MaxPool has a kernel of 2, and its input (6, 1, 1) is 1 high and 1 wide; choose a kernel of at most 1, or padding: 1"),
        new("BNG0101", Maps("6, 1, 9", "x.AveragePool([|4|], padding: 1)"), "is 1 high, 3 with padding 1 on each side; choose a kernel of at most 3, or padding: 2"),
        new("BNG0101", Maps("6, 2, 9", "x.AveragePool([|11|])"), "choose a kernel of at most 2, or padding: 5"),
        new("BNG0101", Maps("6, 9, 9", "x.Conv2D(\"a\", 4, [|10|]).Relu().Conv2D(\"b\", 4, 11)"), "'a'"),

        // BNG0102: sums
        new("BNG0102", Maps("64, 56, 56", "([|x + x.Conv2D(\"c\", 128, 3, stride: 2, padding: 1)|]).Relu()"), "left side of this sum is (64, 56, 56) and the right side (128, 28, 28)", "Conv2D(name, 128, 1, stride: 2) on the left side"),
        new("BNG0102", Maps("64, 57, 57", "[|x.MaxPool(3, stride: 3) + x|]"), "Conv2D(name, 64, 1, stride: 3) on the right side"),
        new("BNG0102", Maps("64, 56, 56", "[|x.Conv2D(\"c\", 32, 1) + x|]"), "Conv2D(name, 64, 1) on the left side"),
        new("BNG0102", Maps("64, 56, 56", "[|x.Conv2D(\"c\", 64, 3) + x|]"), "(64, 54, 54) and the right side (64, 56, 56); padding in the convolutions between keeps height and width"),
        new("BNG0102", Vectors("8", "[|x.Dense(\"d\", 4) + x|]"), "the left side of this sum is (4) and the right side (8); a Dense with 8 outputs on the left side"),
        new("BNG0102", "[Model(8)] partial class Net { static Features Define(Features x) { Features y = x; [|y += x.Dense(\"d\", 4)|]; return y; } }", "(8) and the right side (4)"),

        // BNG0103: groups
        new("BNG0103", Maps("64, 9, 9", "x.Conv2D(\"c\", 64, 3, groups: [|3|])"), "Conv2D 'c' has 3 groups, which do not divide the 64 channels of its input; choose 2 or 4"),
        new("BNG0103", Maps("64, 9, 9", "x.Conv2D(\"c\", 48, 3, groups: [|64|])"), "do not divide its 48 outputs; choose 16"),
        new("BNG0103", Maps("3, 9, 9", "x.Conv2D(\"c\", 64, 3, groups: [|2|])"), "the 3 channels of its input; choose 1"),
        new("BNG0103", Maps("64, 9, 9", "x.GroupNorm(\"g\", [|48|])"), "GroupNorm 'g' has 48 groups", "choose 32 or 64"),

        // BNG0104: ranges
        new("BNG0104", Maps("3, 9, 9", "x.Conv2D(\"c\", [|0|], 3)"), "Conv2D 'c' has outputs 0; expected a number from 1 to 1048576"),
        new("BNG0104", Maps("3, 9, 9", "x.Conv2D(\"c\", 8, [|0|], stride: [|-1|], padding: [|-2|], groups: [|0|])"), "kernel 0", "stride -1", "padding -2", "groups 0"),
        new("BNG0104", Maps("3, 9, 9", "x.Conv2D(\"c\", 8, 3, [|0|])"), "stride 0; expected a number from 1"),
        new("BNG0104", Maps("3, 9, 9", "x.MaxPool(3, padding: [|2|])"), "MaxPool has padding 2; expected 0 to 1, half of its kernel"),
        new("BNG0104", Maps("3, 9, 9", "x.MaxPool([|0|], stride: [|-1|])"), "kernel 0", "stride -1; expected a number from 0"),
        new("BNG0104", Maps("3, 9, 9", "x.Dropout([|1|])"), "Dropout has rate 1; expected a probability, at least 0 and below 1"),
        new("BNG0104", Maps("3, 9, 9", "x.Dropout([|double.NaN|]).LeakyRelu([|double.NegativeInfinity|])"), "rate NaN", "slope -Infinity; expected a finite number"),
        new("BNG0104", Maps("3, 9, 9", "x.BatchNorm(\"b\", epsilon: [|0|], momentum: [|1.5|])"), "epsilon 0; expected a positive finite float", "momentum 1.5; expected the weight of the new batch"),
        new("BNG0104", Maps("3, 9, 9", "x.BatchNorm(\"b\", [|1e-50|], [|double.NaN|])"), "epsilon 1e-50", "momentum NaN"),
        new("BNG0104", Maps("3, 9, 9", "x.GroupNorm(\"g\", [|0|])"), "groups 0"),
        new("BNG0104", Vectors("8", "x.Dense(\"d\", [|int.MaxValue|])"), "outputs 2147483647"),
        new("BNG0104", "[Model([|0|])] partial class Net { static Features Define(Features x) => x; }", "The model's input has features 0; expected a positive number"),
        new("BNG0104", "[Model([|-3|], width: 4, height: [|1 - 1|])] partial class Net { static FeatureMaps Define(FeatureMaps x) => x; }", "channels -3", "height 0"),
        new("BNG0104", "[Model(128, 128, 128)] partial class Net { static Features Define(FeatureMaps x) => x.Flatten().[|BatchNorm|](\"b\"); }", "BatchNorm 'b' has features 2097152; expected at most 1048576"),

        // BNG0105: sizes
        new("BNG0105", "[Model([|65536|], 256, 256)] partial class Net { static FeatureMaps Define(FeatureMaps x) => x; }", "The model's input has 65536 × 256 × 256 = 4294967296 values in one sample; expected at most 2147483647"),
        new("BNG0105", Maps("64, 1024, 1024", "x.[|Conv2D|](\"c\", 2048, 1)"), "Conv2D 'c' has 2048 × 1024 × 1024 = 2147483648 values in its output"),
        new("BNG0105", Vectors("65536", "x.[|Dense|](\"d\", 65536)"), "65536 × 65536 = 4294967296 values in its weights"),

        // BNG0106: values
        new("BNG0106", "[Model(8)] partial class Net { static int N = 5; static Features Define(Features x) => x.Dense(\"d\", [|N|]); }", "'N' is not known while the model is compiled: it is a field; make it const, or pass it as an argument"),
        new("BNG0106", "[Model(8)] partial class Net { static readonly string N = \"a\"; static Features Define(Features x) => x.Dense([|N|] + 1, 5); }", "'N'"),
        new("BNG0106", "[Model(8)] partial class Net { static int N => 5; static Features Define(Features x) => x.Dense(\"d\", 2 * [|N|] + 1); }", "it is a property"),
        new("BNG0106", "[Model(8)] partial class Net { static bool B; static Features Define(Features x) { Features y = x; if ([|B|]) { y = x.Relu(); } return y; } }", "'B'"),
        new("BNG0106", "[Model(8)] partial class Net { static Features Define(Features x) => x.Dense(\"d\", [|System.Environment.ProcessorCount|]); }", "'System.Environment.ProcessorCount'"),

        new("BNG0106", "[Model(8)] partial class Net { static Features Define(Features x) { Features y; if (x.Count == 9) { y = x; } return [|y|]; } }", "'y' is not known while the model is compiled: nothing has been assigned to it"),

        // BNG0107: the language
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { [|foreach|] (int i in new[] { 1, 2 }) { x = x.Relu(); } return x; } }", "'foreach' cannot stand in the definition of a model; write a 'for' over numbers"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { int i = 0; [|while|] (i < 3) { i++; } return x; } }", "'while'"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { [|do|] { } while (false); return x; } }", "'do'"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { [|switch|] (1) { case 1: return x; } return x; } }", "write 'if', '?:' or a 'switch' expression"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { for (;;) { x = x.Relu(); if (x.Count == 8) { [|break|]; } } return x; } }", "'break'", "condition of the 'for'"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { [|try|] { return x; } finally { } } }", "'try'", "it has calls of layers"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { [|throw|] new System.Exception(); } }", "'throw'"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { [|lock|] (\"a\") { } return x; } }", "'lock'"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) => x.Dense(\"d\", Of(0.7)); static int Of(double r) => r switch { [|>= 0.5|] => 2, _ => 3 }; }", "'>= 0.5'", "compare with constants of int, bool and string"),
        new("BNG0107", Vectors("8", "x.Dense(\"d\", \"ab\" is [|{ Length: 2 }|] ? 3 : 4)"), "compare with constants"),
        new("BNG0107", Vectors("8", "x.Dense(\"d\", 3 switch { 1 => 2, _ => [|throw new System.Exception()|] })"), "'throw new"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { System.Func<int> f = [|() => 3|]; return x; } }", "write a static method of the class, and call it"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { int[] widths = [|[1, 2]|]; return x; } }", "choose it by a 'switch' expression"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { object o = [|new object()|]; return x; } }", "as arguments of static methods"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { string? s = null; return x.Dense([|s ?? \"d\"|], 3); } }", "write '?:'"),
        new("BNG0107", Vectors("8", "x.Dense($\"d[|{x.Count,3}|]\", 3)"), "without an alignment"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) => x.Dense(\"d\", [|new[] { 1 }[0]|]); }", "'new[] { 1 }[0]'", "choose it by a 'switch' expression"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) => x.Dense(\"d\", [|(int)Half(3.0)|]); static double Half(double x) => x; }", "'(int)Half(3.0)'", "a double is a value, with which nothing is calculated"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { double r = 0.1; return x.Dropout([|r * 2|]); } }", "'r * 2'", "calculate with int"),
        new("BNG0107", "[Model(8)] partial class Net { static int N; static Features Define(Features x) { [|N|] = 3; return x; } }", "An assignment to 'N'", "assign to a local"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) => [|default|]; }", "'default'"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) { [|(int a, int b) = (1, 2)|]; return x.Dense(\"d\", 4); } }", "give each value a local of its own"),
        new("BNG0107", "[Model(8)] partial class Net { static Features Define(Features x) => x.Dense($\"[|{Half(1.5)}|]\", 4); static double Half(double x) => x; }", "'{Half(1.5)}'"),

        // BNG0108: methods
        new("BNG0108", Vectors("8", "x.Dense(\"d\", System.Convert.[|ToInt32|](\"12\"))"), "'ToInt32' cannot be read while the model is compiled: its source is not in this project; write a static method here"),
        new("BNG0108", Vectors("8", "x.Dense(\"d\", (int)System.Math.[|Pow|](2, 3))"), "of Math, definitions have Max, Min and Abs of int"),
        new("BNG0108", Vectors("8", "x.Dropout(System.Math.[|Max|](0.1, 0.2))"), "of Math, definitions have Max, Min and Abs of int"),
        new("BNG0108", Vectors("8", "x.Dense(\"d\" + x.Count.[|ToString|](), 3)"), "interpolated strings"),
        new("BNG0108", Vectors("8", "x.Dense(string.[|Concat|](\"a\", \"b\"), 3)"), "interpolated strings"),
        new("BNG0108", "[Model(8)] partial class Net { static Features Define(Features x) { object widths = System.Linq.Enumerable.[|Range|](0, 3); return x; } }", "write a 'for' over numbers"),
        new("BNG0108", "[Model(8)] partial class Net { Features Block(Features x) => x; static Features Define(Features x) => ((Net)null!).[|Block|](x); }", "make it static"),
        new("BNG0108", "[Model(8)] partial class Net { static Features Define(Features x) { return [|Block|](x); static Features Block(Features x) => x; } }", "it is a local function; write it as a static method"),
        new("BNG0108", "[Model(8)] partial class Net { static Features Define(Features x) { int n = 3; [|Change|](ref n); return x.Dense(\"d\", 3); } static void Change(ref int n) => n++; }", "by 'ref' or 'out'; return the value"),

        new("BNG0108", "[Model(8)] partial class Net { static Features Define(Features x) => [|Block|](x); [System.Runtime.InteropServices.DllImport(\"a\")] static extern Features Block(Features x); }", "it has no body"),

        // BNG0109: no end
        new("BNG0109", "[Model(8)] partial class Net { static Features Define(Features x) => Block(x); static Features Block(Features x) => [|Block|](x.Relu()); }", "Reading the definition of model 'Net' was given up here, inside 64 calls; does a method call itself without end?"),
        new("BNG0109", "[Model(8)] partial class Net { static Features Define(Features x) { for (int i = 0; [|i >= 0|]; i = i) { } return x; } }", "after 100000 steps; does a loop never end?"),

        // BNG0110: the method
        new("BNG0110", "[Model(8)] partial class [|Net|];", "Model 'Net' has no method 'Define'; expected 'private static Features Define(Features x)'"),
        new("BNG0110", "[Model(8)] partial class Net { Features [|Define|](Features x) => x; }", "is not static"),
        new("BNG0110", "[Model(8)] partial class Net { [System.Runtime.InteropServices.DllImport(\"a\")] static extern Features [|Define|](Features x); }", "without a body"),
        new("BNG0110", "[Model(8)] partial class Net { static Features [|Define|]() => default; }", "no parameter"),
        new("BNG0110", "[Model(8)] partial class Net { static Features [|Define|](Features x, int n) => x; }", "several parameters"),
        new("BNG0110", "[Model(8)] partial class Net { static Features [|Define|]<T>(Features x) => x; }", "type parameters"),
        new("BNG0110", "[Model(8)] partial class Net { static Features [|Define|](in Features x) => x; }", "by reference"),
        new("BNG0110", "[Model(8)] partial class Net { static void [|Define|](Features x) { } }", "returns 'void'"),
        new("BNG0110", "[Model(8)] partial class Net { static Features [|Define|](int x) => default; }", "takes 'int'"),
        new("BNG0110", "[Model(8)] partial class Net { static Features [|Define|](float[] x) => default; }", "takes 'float[]'"),
        new("BNG0110", "[Model(8)] partial class Net { static System.Collections.Generic.List<float> [|Define|](Features x) => []; }", "returns 'List<float>'"),
        new("BNG0110", "[Model(8)] partial class Net { static Features [|Define|](FeatureMaps x) => x.Flatten(); }", "takes vectors (features), and its method 'Define' FeatureMaps"),
        new("BNG0110", "[Model(1, 2, 3)] partial class Net { static Features [|Define|](Features x) => x; }", "takes images (channels, height, width), and its method 'Define' Features", "Define(FeatureMaps x)"),
        new("BNG0110", "[Model(8)] partial class [|Net|] { int Define = 3; }", "no method 'Define'"),

        // BNG0111 to BNG0113: names
        new("BNG0111", Vectors("8", "x.Dense(\"d\", 8).Dense([|\"d\"|], 8)"), "There is a layer 'd' already", "choose another"),
        new("BNG0111", "[Model(8)] partial class Net { static Features Define(Features x) => Block(Block(x)); static Features Block(Features x) => x.Dense([|\"d\"|], 8); }", "let its name begin with one that the block is given"),
        new("BNG0112", Vectors("8", "x.Dense(\"a.b\", 8).Dense([|\"a_b\"|], 8)"), "'a.b' and 'a_b' both become the property 'A_B'"),
        new("BNG0112", Vectors("8", "x.Dense(\"a\", 8).Dense([|\"A\"|], 8)"), "'a' and 'A'"),
        new("BNG0113", Vectors("8", "x.Dense([|\"\"|], 8)"), "Dense cannot be called '': a layer that learns has a name"),
        new("BNG0113", Vectors("8", "x.Dense([|\"...\"|], 8)"), "no letters"),
        new("BNG0113", Vectors("8", "x.Dense([|\"parameters\"|], 8)"), "the model has a member 'Parameters' already"),
        new("BNG0113", Vectors("8", "x.Dense(\"get_hash_code\", 8).Dense([|\"toString\"|], 8)"), "'ToString'"),
        new("BNG0113", Vectors("8", "x.Dense([|\"net\"|], 8)"), "called as its class, 'Net'"),
        new("BNG0113", Vectors("8", "x.Dense([|\"a\\ud800\"|], 8)"), "surrogate"),
        new("BNG0113", Vectors("8", "x.Dense([|\"a.\"|], 8)"), "Dense cannot be called 'a.': it ends with '.', and points and slashes stand between words, as in 'layer1.0.conv1'; put a word behind it, or take it out"),
        new("BNG0113", Vectors("8", "x.Dense([|\".a\"|], 8)"), "it begins with '.'", "put a word in front of it"),
        new("BNG0113", Vectors("8", "x.Dense([|\"a..b\"|], 8)"), "no word between two of its separators"),
        new("BNG0113", Vectors("8", "x.Dense([|\"a/.b\"|], 8)"), "no word between"),
        new("BNG0113", Vectors("8", "x.Dense([|\"a. .b\"|], 8)"), "no word between"),
        new("BNG0113", Vectors("8", "x.Dense([|\"/a\"|], 8)"), "it begins with '/'"),
        new("BNG0113", Vectors("8", "x.Dense([|\" a\"|], 8)"), "begins or ends with a blank"),
        new("BNG0113", Vectors("8", "x.Dense([|\"a\\tb\"|], 8)"), "cannot be called 'a\\u0009b': it has the control character \\u0009"),
        new("BNG0113", "[Model(8)] partial class Net { static Features Define(Features x) => Block(x, \"\"); static Features Block(Features x, string name) => x.Dense([|name + \".fc\"|], 8); }", "it begins with '.'", "(in the block 'Block', called at line 3)"),
        new("BNG0113", "#nullable disable\n" + Vectors("8", "x.Dense([|null|], 8)"), "has a name"),

        // BNG0114: arithmetic
        new("BNG0114", "[Model(8)] partial class Net { static Features Define(Features x) { int zero = 0; return x.Dense(\"d\", [|1 / zero|]); } }", "'1 / zero' has no result: it divides by zero"),
        new("BNG0114", "[Model(8)] partial class Net { static Features Define(Features x) { int n = int.MaxValue; [|n++|]; return x; } }", "'n++' has no result: it is larger than an int can be"),
        new("BNG0114", "[Model(8)] partial class Net { static Features Define(Features x) { string s = \"a\"; for (int i = 0; i < 20; i++) { s = [|s + s|]; } return x; } }", "more than 1000 letters"),

        new("BNG0114", Vectors("8", "x.Dense(\"d\", [|x.Count switch { 1 => 2, 3 => 4 }|])"), "none of its arms fits 8; add one for '_'"),
        new("BNG0114", "[Model(8)] partial class Net { static Features Define(Features x) { int n = int.MinValue; return x.Dense(\"d\", [|System.Math.Abs(n)|]); } }", "larger than an int can be"),

        // BNG0115 to BNG0120: warnings
        new("BNG0115", "[Model(8)] partial class Net { static Features Define(Features x) { Features lost = x.Dense(\"lost\", 8).[|Relu|](); return x.Tanh(); } }", "Nothing uses the output of Relu"),
        new("BNG0115", "[Model(8)] partial class Net { static Features Define(Features x) { x.[|Dense|](\"lost\", 8); return x.Tanh(); } }", "the output of Dense 'lost'"),
        new("BNG0115", "[Model(8)] partial class Net { static Features Define(Features x) { Features lost = [|x + x|]; return x.Tanh(); } }", "the output of this sum"),
        new("BNG0116", Maps("3, 9, 9", "x.[|Conv2D|](\"c\", 8, 3).BatchNorm(\"b\").Relu()"), "Conv2D 'c' has a bias, and BatchNorm 'b' behind it subtracts it again with the mean; write bias: false"),
        new("BNG0116", Vectors("3", "x.Dense(\"d\", 8, [|true|]).BatchNorm(\"b\")"), "Dense 'd'"),
        new("BNG0116", "[Model(3)] partial class Net { static Features Define(Features x) => Block(Block(x, \"a\"), \"b\"); static Features Block(Features x, string name) => x.[|Dense|](name, 8).BatchNorm(name + \".bn\"); }", "Dense 'a'"),
        new("BNG0117", Maps("16, 7, 7", "x.MaxPool([|2|])"), "MaxPool with a kernel of 2 and a stride of 2 never reads the last row and the last column of its input (16, 7, 7); padding: 1 would read all"),
        new("BNG0117", Maps("16, 8, 9", "x.Conv2D(\"c\", 8, 3, stride: [|2|]).Relu()"), "never reads the last row of its input (16, 8, 9)"),
        new("BNG0117", Maps("16, 11, 11", "x.AveragePool(4, [|4|])"), "the last 3 rows and the last 3 columns"),
        new("BNG0118", Vectors("8", "x.BatchNorm(\"b\").[|LayerNorm|](\"l\")"), "LayerNorm 'l' normalizes what BatchNorm 'b' has normalized"),
        new("BNG0119", Vectors("8", "x.Dense(\"d\", 3).[|Softmax|]()"), "The model ends with Softmax", "SoftmaxCrossEntropy"),
        new("BNG0120", Maps("8, 1, 1", "x.[|InstanceNorm|](\"i\")"), "InstanceNorm 'i' normalizes every value by itself: its input has one position"),
        new("BNG0120", Maps("8, 1, 1", "x.GroupNorm(\"g\", [|8|])"), "its groups have one channel each", "choose fewer groups"),
        new("BNG0120", Vectors("1", "x.[|LayerNorm|](\"l\").Relu().[|RmsNorm|](\"r\")"), "its input has one feature"),
        new("BNG0121", Vectors("3", "x.Dense(\"d\", 8, false).BatchNorm(\"b\", momentum: [|0.99|])"), "BatchNorm 'b' has momentum 0.99", "did you mean 0.01?"),
        new("BNG0121", Vectors("3", "x.Dense(\"d\", 8, false).BatchNorm(\"b\", 1e-3, [|1|])"), "with 1 the moving statistics are the last batch's own"),
    ];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, All.Count)];

    private static string Maps(string input, string definition) => $"[Model({input})] partial class Net {{ static FeatureMaps Define(FeatureMaps x) => {definition}; }}";

    private static string Vectors(string input, string definition) => $"[Model({input})] partial class Net {{ static Features Define(Features x) => {definition}; }}";
}
