using BatchNormGen.CompilerServices;
using BatchNormGen.Execution.Optimizers;
using BatchNormGen.State.Loading;

namespace BatchNormGen.Models;

/// <summary>Stochastic gradient descent, with momentum and weight decay.</summary>
/// <remarks>
/// <para>
/// As <c>torch.optim.SGD</c> without dampening: with d = gradient + decay · value, the momentum m becomes momentum · m + d, and the value goes down by the learning rate times m, with Nesterov's
/// variant times d + momentum · m, without momentum times d. Unlike there, weight decay is for weights alone (<see cref="ParameterKind.Weight"/>): biases and the parameters of normalizations keep theirs.
/// </para>
/// <para>A step leaves gradients as they are: set them to zero before the next batch. One thread at a time may use an optimizer. The bits are the same on every machine.</para>
/// </remarks>
public sealed class Sgd : ISavedLayer
{
    private readonly OptimizedParameters _parameters;
    private readonly float[][] _momenta;
    private readonly OptimizerState _state;
    private readonly float _momentum;
    private readonly bool _isNesterov;
    private readonly float _weightDecay;

    /// <summary>Makes an optimizer. What it keeps of each parameter is 0.</summary>
    /// <param name="parameters">What is optimized: a model's parameters, each once.</param>
    /// <param name="learningRate">The learning rate, at least 0.</param>
    /// <param name="momentum">The weight of the old direction, at least 0 and below 1; 0 for none.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum, which then must be above 0.</param>
    /// <param name="weightDecay">What is added to a weight's gradient, times the weight; at least 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="ArgumentException">A parameter is null, two have one name, there is none, or <paramref name="nesterov"/> is without momentum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a NaN.</exception>
    public Sgd(IEnumerable<Parameter<float>> parameters, double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
    {
        LearningRate = OptimizedParameters.CheckedNotNegative(nameof(Sgd), nameof(learningRate), learningRate);
        _momentum = (float)OptimizedParameters.CheckedFraction(nameof(Sgd), nameof(momentum), momentum);
        _weightDecay = (float)OptimizedParameters.CheckedNotNegative(nameof(Sgd), nameof(weightDecay), weightDecay);
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException($"{nameof(Sgd)}: expected a momentum above 0 with nesterov, got 0: it looks ahead along the momentum.", nameof(nesterov));
        }

        _isNesterov = nesterov;
        _parameters = new(nameof(Sgd), parameters);
        _momenta = momentum == 0 ? [] : _parameters.NewMoments();
        _state = new(
            nameof(Sgd),
            [.. _momenta.Select((values, i) => new OptimizerMoment(
                _parameters.All[i].Name + OptimizerState.Momentum, [.. _parameters.All[i].Shape], values, UsableNumbers<float>.Finite))],
            () => Steps,
            steps => Steps = steps);
    }

    /// <summary>The learning rate, at least 0, which a schedule may change between steps. It is not saved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, not finite as a <c>float</c>, or a NaN.</exception>
    public double LearningRate
    {
        get;
        set => field = OptimizedParameters.CheckedNotNegative(nameof(Sgd), nameof(LearningRate), value);
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
        SgdUpdate ofWeights = new((float)LearningRate, _momentum, _isNesterov, _weightDecay), ofOthers = new((float)LearningRate, _momentum, _isNesterov, decay: 0);
        for (int i = 0; i < _parameters.All.Length; i++)
        {
            Parameter<float> parameter = _parameters.All[i];
            Update.Run(parameter.Kind == ParameterKind.Weight ? ofWeights : ofOthers, parameter, _momenta.Length == 0 ? [] : _momenta[i], []);
        }

        Steps++;
    }

    /// <summary>Sets what the optimizer keeps in a dictionary: <c>step</c>, the number of steps, and with momentum <c>conv1.weight.momentum</c> and the like, of the parameters' shapes.</summary>
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
}
