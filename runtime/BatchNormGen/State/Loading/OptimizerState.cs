using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Loading;

/// <summary>What an optimizer keeps: numbers for each value of each parameter, and how many steps it has taken.</summary>
/// <param name="Optimizer">Its name.</param>
/// <param name="Moments">The numbers.</param>
/// <param name="GetSteps">Reads the number of steps.</param>
/// <param name="SetSteps">Sets it.</param>
internal sealed record OptimizerState(string Optimizer, IReadOnlyList<OptimizerMoment> Moments, Func<long> GetSteps, Action<long> SetSteps)
{
    /// <summary>The name of the counter.</summary>
    public const string Step = "step";

    /// <summary>The words that stand behind the names of parameters.</summary>
    public const string Momentum = ".momentum", FirstMoment = ".first_moment", SecondMoment = ".second_moment";

    /// <summary>The names of all, without a prefix.</summary>
    public string[] Names => [.. Moments.Select(static moment => moment.Name), Step];

    /// <summary>Sets everything in a dictionary.</summary>
    /// <exception cref="ArgumentNullException">The dictionary or the prefix is null.</exception>
    /// <exception cref="ArithmeticException">A number is such as no load would take; nothing is set.</exception>
    public void Save(StateDictionary state, string prefix)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prefix);
        TensorSaving tensors = new(state, prefix, Optimizer, OptimizerMoment.Feature, advice: "Load an earlier state, or make a new optimizer.");
        foreach (OptimizerMoment moment in Moments)
        {
            tensors.Add<float>(moment.Name, moment.Values, moment.Shape, moment.Usable);
        }

        tensors.Add(Step, GetSteps());
        tensors.Commit();
    }

    /// <summary>Reads and judges everything, and changes nothing.</summary>
    /// <exception cref="ArgumentNullException">The dictionary or the prefix is null.</exception>
    public PreparedLoad PrepareLoad(StateDictionary state, string prefix)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prefix);
        return new OptimizerLoading(this, state, prefix);
    }

    /// <summary>Whether a name is one that an optimizer gives.</summary>
    public static bool IsName(string name) =>
        name == Step
        || name.EndsWith(Momentum, StringComparison.Ordinal)
        || name.EndsWith(FirstMoment, StringComparison.Ordinal)
        || name.EndsWith(SecondMoment, StringComparison.Ordinal);
}

/// <summary>A moving average of a parameter's gradients, or of their squares.</summary>
/// <param name="Name">The parameter's name, and a word.</param>
/// <param name="Shape">The parameter's shape.</param>
/// <param name="Values">The numbers.</param>
/// <param name="Usable">Which numbers it may have.</param>
internal sealed record OptimizerMoment(string Name, int[] Shape, float[] Values, UsableNumbers<float> Usable)
{
    /// <summary>What one of the numbers is of, in messages.</summary>
    public const string Feature = "value";
}
