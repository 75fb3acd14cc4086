using System.Globalization;
using BatchNormGen.GeneratorBenchmarks;

// Prints a table of the generator's times; started by the command "generator" of BatchNormGen.Benchmarks, or alone.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int layers = args.Length > 0 ? int.Parse(args[0]) : 1000;
int rounds = args.Length > 1 ? int.Parse(args[1]) : 9;

Console.WriteLine($"| a project of {layers} layers | ms | allocated, MB |");
Console.WriteLine("| --- | ---: | ---: |");
foreach (Measurement measurement in GeneratorRuns.Measure(layers, rounds))
{
    Console.WriteLine($"| {measurement.Name} | {measurement.Milliseconds:F2} | {measurement.Megabytes:F2} |");
}
