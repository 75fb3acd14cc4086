namespace FashionMnist.Training;

/// <summary>A network in training, by the name that reports call it, with the results of its epochs so far.</summary>
internal sealed class TrainingRun(string name, Trainer trainer)
{
    private readonly List<EpochResult> _results = [];

    public string Name => name;

    public IReadOnlyList<EpochResult> Results => _results;

    /// <summary>Passes once over the training images; <paramref name="onBatch"/> hears the size of every batch done.</summary>
    /// <exception cref="ArithmeticException">The training diverged.</exception>
    public void RunEpoch(Action<int> onBatch) => _results.Add(trainer.RunEpoch(onBatch));
}
