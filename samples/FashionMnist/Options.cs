namespace FashionMnist;

/// <summary>What the program is to do; without anything else, what the command line says by leaving it out.</summary>
internal sealed record Options
{
    /// <summary>0 where a loaded network is only used.</summary>
    public int Epochs { get; init; } = 20;

    public int BatchSize { get; init; } = 32;

    public float LearningRate { get; init; } = 0.3f;

    public int Seed { get; init; } = 42;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public string Data { get; init; } = Path.Combine(AppContext.BaseDirectory, "data");

    public string Output { get; init; } = ".";

    public string? Save { get; init; }

    public string? Load { get; init; }

    /// <summary>Whether mpirun started several processes, which train one network together.</summary>
    public bool Workers { get; init; }
}
