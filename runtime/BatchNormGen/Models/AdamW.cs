using BatchNormGen.CompilerServices;
using BatchNormGen.Execution.Optimizers;
using BatchNormGen.State.Loading;

namespace BatchNormGen.Models;

/// <summary>Adam with decoupled weight decay: Loshchilov and Hutter, Decoupled Weight Decay Regularization (2019).</summary>
/// <remarks>
/// <para>
/// As <c>torch.optim.AdamW</c>: means of the gradients, m, and of their squares, v, are kept, and in step t a value is multiplied by 1 − rate · decay and goes down by
/// rate · m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε). Unlike there, weight decay is for weights alone (<see cref="ParameterKind.Weight"/>): biases and the parameters of normalizations keep theirs.
/// </para>
/// <para>A step leaves gradients as they are: set them to zero before the next batch. One thread at a time may use an optimizer. The bits are the same on every machine.</para>
/// </remarks>
public sealed class AdamW : ISavedLayer
{
    private readonly OptimizedParameters _parameters;
    private readonly float[][] _means;
    private readonly float[][] _squares;
    private readonly OptimizerState _state;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;

    /// <summary>Makes an optimizer. What it keeps of each parameter is 0.</summary>
    /// <param name="parameters">What is optimized: a model's parameters, each once.</param>
    /// <param name="learningRate">The learning rate, at least 0.</param>
    /// <param name="beta1">The weight of the old mean of gradients, at least 0 and below 1.</param>
    /// <param name="beta2">The weight of the old mean of their squares, at least 0 and below 1.</param>
    /// <param name="epsilon">What is added to the root of that mean; above 0 as a <c>float</c>.</param>
    /// <param name="weightDecay">The part of a weight that a step takes away, by the learning rate; at least 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="ArgumentException">A parameter is null, two have one name, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a NaN.</exception>
    public AdamW(
        IEnumerable<Parameter<float>> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
    {
        LearningRate = OptimizedParameters.CheckedNotNegative(nameof(AdamW), nameof(learningRate), learningRate);
        _beta1 = OptimizedParameters.CheckedFraction(nameof(AdamW), nameof(beta1), beta1);
        _beta2 = OptimizedParameters.CheckedFraction(nameof(AdamW), nameof(beta2), beta2);
        _epsilon = OptimizedParameters.Checked(nameof(AdamW), nameof(epsilon), epsilon, (float)epsilon > 0 && float.IsFinite((float)epsilon), "above 0 and finite as a float");
        _weightDecay = OptimizedParameters.CheckedNotNegative(nameof(AdamW), nameof(weightDecay), weightDecay);
        _parameters = new(nameof(AdamW), parameters);
        _means = _parameters.NewMoments();
        _squares = _parameters.NewMoments();
        _state = new(
            nameof(AdamW),
            [.. Moments(_means, OptimizerState.FirstMoment, UsableNumbers<float>.Finite), .. Moments(_squares, OptimizerState.SecondMoment, UsableNumbers<float>.NotNegative)],
            () => Steps,
            steps => Steps = steps);
    }

    /// <summary>The learning rate, at least 0, which a schedule may change between steps. It is not saved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, not finite as a <c>float</c>, or a NaN.</exception>
    public double LearningRate
    {
        get;
        set => field = OptimizedParameters.CheckedNotNegative(nameof(AdamW), nameof(LearningRate), value);
    }

    /// <summary>The number of steps taken, those before a load included.</summary>
    public long Steps { get; private set; }

    /// <summary>Changes all parameters by their gradients, which stay as they are. Nothing is allocated.</summary>
    /// <exception cref="ArithmeticException">
    /// A gradient is a NaN or infinite. Nothing is changed: a training loop may catch it, set the gradients to zero and pass over the batch.
    /// </exception>
    public void Step()
    {
        _parameters.CheckGradients();
        AdamWUpdate ofWeights = new(LearningRate, _beta1, _beta2, _epsilon, _weightDecay, Steps + 1), ofOthers = new(LearningRate, _beta1, _beta2, _epsilon, decay: 0, Steps + 1);
        for (int i = 0; i < _parameters.All.Length; i++)
        {
            Parameter<float> parameter = _parameters.All[i];
            Update.Run(parameter.Kind == ParameterKind.Weight ? ofWeights : ofOthers, parameter, _means[i], _squares[i]);
        }

        Steps++;
    }

    /// <summary>
    /// Sets what the optimizer keeps in a dictionary: <c>step</c>, the number of steps, <c>conv1.weight.first_moment</c>, <c>conv1.weight.second_moment</c> and the like, of the
    /// parameters' shapes.
    /// </summary>
    /// <param name="state">Receives the tensors.</param>
    /// <param name="prefix">Stands before each name as it is: <c>optimizer.</c></param>
    /// <param name="names">Of no effect: the words are the same whatever the framework.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="prefix"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> has half of a surrogate pair.</exception>
    /// <exception cref="ArithmeticException">A number is not finite, and could not be loaded again. Nothing is set.</exception>
    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) => _state.Save(state, prefix);

    /// <summary>Takes what the optimizer keeps from a dictionary: all of it or, where something is wrong, nothing. The learning rate stays.</summary>
    /// <param name="state">Holds the tensors.</param>
    /// <param name="prefix">Stands before each name as it is.</param>
    /// <param name="strict">True: what is missing, or was saved by another optimizer, is an error. False: it is only reported.</param>
    /// <param name="names">Of no effect.</param>
    /// <returns>What was missing, unexpected or converted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="prefix"/> is null.</exception>
    /// <exception cref="InvalidDataException">A tensor is missing or unexpected (strict), or not such as the optimizer can take. The message lists all that is wrong; nothing is changed.</exception>
    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) =>
        LayerCheckpoint.Load(this, state, prefix, strict, names);

    /// <inheritdoc/>
    PreparedLoad ISavedLayer.PrepareLoad(StateDictionary state, string prefix, Framework? names) => _state.PrepareLoad(state, prefix);

    private IEnumerable<OptimizerMoment> Moments(float[][] moments, string word, UsableNumbers<float> usable) =>
        moments.Select((values, i) => new OptimizerMoment(_parameters.All[i].Name + word, [.. _parameters.All[i].Shape], values, usable));
}
