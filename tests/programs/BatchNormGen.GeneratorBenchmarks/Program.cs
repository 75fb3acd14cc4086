using System.Globalization;
using BatchNormGen.GeneratorBenchmarks;

// Prints a table of the generators' times: of layers, started by the command "generator" of BatchNormGen.Benchmarks or alone ([layers [rounds]]), or of models (models [rounds]).
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["models", ..])
{
    Print("a project of one model", ModelRuns.Measure(rounds: args.Length > 1 ? int.Parse(args[1]) : 9));
    return;
}

int layers = args.Length > 0 ? int.Parse(args[0]) : 1000;
int rounds = args.Length > 1 ? int.Parse(args[1]) : 9;

Print($"a project of {layers} layers", GeneratorRuns.Measure(layers, rounds));

static void Print(string title, IEnumerable<Measurement> measurements)
{
    Console.WriteLine($"| {title} | ms | allocated, MB |");
    Console.WriteLine("| --- | ---: | ---: |");
    foreach (Measurement measurement in measurements)
    {
        Console.WriteLine($"| {measurement.Name} | {measurement.Milliseconds:F2} | {measurement.Megabytes:F2} |");
    }
}
