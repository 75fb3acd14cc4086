namespace BatchNormGen.Benchmarks.Peers.Models;

/// <summary>How fast all implementations learn.</summary>
internal static class TrainingRates
{
    public const double LearningRate = 0.001;

    public const double Momentum = 0.9;
}
