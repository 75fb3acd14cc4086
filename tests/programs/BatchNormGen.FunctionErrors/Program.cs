using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics;
using BatchNormGen.FunctionErrors;

Option<string[]> names = new("--function") { Description = "Only these: sigmoid, sigmoid' (its derivative), …", AllowMultipleArgumentsPerToken = true };
Option<int> stride = new("--stride") { Description = "Every so many floats only, a power of two.", DefaultValueFactory = _ => 1 };
Option<bool> digests = new("--digests") { Description = "Print digests of results instead, and how wide the widest vectors are that the runtime uses here." };

RootCommand command = new("The largest error of each activation over all floats, in units in the last place.") { names, stride, digests };
command.SetAction(arguments =>
{
    if (arguments.GetValue(digests))
    {
        PrintDigests();
        return 0;
    }

    string[] chosen = arguments.GetValue(names) ?? [];
    return PrintErrors([.. TestedFunction.All.Where(function => chosen.Length == 0 || chosen.Contains(function.Name))], arguments.GetValue(stride)) ? 0 : 1;
});

return command.Parse(args).Invoke();

static void PrintDigests()
{
    int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
    Console.WriteLine($"vectors of {bits} bits");
    foreach (string digest in Digests.All())
    {
        Console.WriteLine(digest);
    }
}

// Whether every function keeps its bound.
static bool PrintErrors(TestedFunction[] functions, int stride)
{
    bool kept = true;
    Console.WriteLine("| function | promised | largest error | at | result | exact |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
    foreach (TestedFunction function in functions)
    {
        LargestError largest = LargestError.Of(function, stride);
        kept &= largest.Units <= function.FloatBound;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {function.Name} | {function.FloatBound} | {largest.Units:0.0000} | {largest.At:R} | {largest.Result:R} | {largest.Exact:R} |"));
    }

    return kept;
}
