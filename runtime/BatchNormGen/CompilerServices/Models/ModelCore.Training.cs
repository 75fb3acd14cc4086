using BatchNormGen.Exchanges;
using BatchNormGen.Execution;
using BatchNormGen.Execution.Models;
using BatchNormGen.Execution.Models.Products;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <content>Training: layer by layer over the whole batch, each by all threads.</content>
public abstract unsafe partial class ModelCore
{
    private readonly MovingStatistics _movingStatistics = new();
    private readonly Arena _kept = new();
    private readonly Arena _gradients = new();
    private readonly Arena _workspace = new();
    private BatchFingerprint<float> _fingerprint;

    /// <summary>The batch that gradients can be computed of; null before training, after a failure, and where <see cref="_overtakenBy"/> came in between.</summary>
    private int? _trainedSamples;

    /// <summary>What was called after the last training call, so that what that has kept fits no more; null where nothing was.</summary>
    private string? _overtakenBy;

    /// <summary>Memory for one layer's packed weights, or for the sums of their gradients.</summary>
    internal float* Workspace { get; private set; }

    /// <summary>Computes a batch in training.</summary>
    public void ForwardTraining(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        try
        {
            ModelChecks.Forward(Settings, x, y, batchSize);
            ModelChecks.Training(Settings, batchSize, isShared: _exchange is not null);
            BeginChange(nameof(ForwardTraining));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            Refuse(ExchangeKind.ForwardTraining, error);
            throw;
        }

        try
        {
            _movingStatistics.Keep(_batchNorms);
            _trainedSamples = null;
            _overtakenBy = null;
            _trainingCalls++;
            _drawn = ((uint)_seed, _trainingCalls);
            BeginMeetings();
            _fingerprint.Take(x);
            TakeWorkspace(batchSize);
            using Team team = MaxDegreeOfParallelism == 1 ? default : Team.Gather();
            fixed (float* input = x, output = y)
            {
                Train(new ModelCall(this, batchSize, MaxDegreeOfParallelism, input, output, _kept.Of(Settings.KeptLength * batchSize), null));
            }

            _trainedSamples = batchSize;
        }
        catch (Exception error)
        {
            // Those of layers before the one that failed have moved on.
            _movingStatistics.Restore(_batchNorms);
            GiveUp(ExchangeKind.ForwardTraining, error);
            throw;
        }
        finally
        {
            EndChange();
        }
    }

    /// <summary>Computes a batch in training; its size follows from the length.</summary>
    public void ForwardTraining(ReadOnlySpan<float> x, Span<float> y) => ForwardTraining(x, y, BatchSizeOf(x, ExchangeKind.ForwardTraining));

    /// <summary>The gradient of the last training call.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int batchSize)
    {
        try
        {
            ModelChecks.Backward(Settings, x, dy, dx, batchSize);
            BeginChange(nameof(Backward));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            Refuse(ExchangeKind.Backward, error);
            throw;
        }

        try
        {
            BeginMeetings();
            ModelChecks.HasTrained(Settings, _trainedSamples, _overtakenBy, batchSize, in _fingerprint, x);
            TakeWorkspace(batchSize);
            using Team team = MaxDegreeOfParallelism == 1 ? default : Team.Gather();
            fixed (float* input = x, arriving = dy, gradient = dx)
            {
                Backpropagate(new ModelCall(
                    this, batchSize, MaxDegreeOfParallelism, input, arriving, _kept.Of(Settings.KeptLength * batchSize), null, _gradients.Of(Settings.GradientLength * batchSize), gradient));
            }
        }
        catch (Exception error)
        {
            GiveUp(ExchangeKind.Backward, error);
            throw;
        }
        finally
        {
            EndChange();
        }
    }

    /// <summary>The gradient of the last training call; the size of the batch follows from the length.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx) => Backward(x, dy, dx, BatchSizeOf(x, ExchangeKind.Backward));

    /// <summary>Sets the gradients of all parameters to 0.</summary>
    public void ZeroGradients() => _parameters.ForEach(static parameter => parameter.ZeroGradient());

    /// <summary>
    /// Lets <see cref="Backward(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int)"/> refuse the last training batch. A layer by itself computes the gradient at
    /// the parameters that it has now, from x; what a model keeps between its layers was computed with the old ones, and a mixture is the gradient of nothing.
    /// </summary>
    private void ForgetTraining(string operation)
    {
        if (_trainedSamples is not null)
        {
            _trainedSamples = null;
            _overtakenBy = operation;
        }
    }

    private void TakeWorkspace(int samples)
    {
        long length = 0;
        foreach (ProductCore product in _products)
        {
            ProductShape shape = product.Shape;
            length = Math.Max(length, Math.Max(product.PackedLength, Math.Max(shape.Passes * shape.InputPackedLength, ProductGradients.SumsLength(shape, samples))));
        }

        Workspace = _workspace.Of(length);
    }
}
