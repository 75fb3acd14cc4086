using BatchNormGen.Execution.Models;

namespace BatchNormGen.CompilerServices;

/// <content>What generated code calls for layers that do in training what they do not in predictions.</content>
public abstract unsafe partial class ModelCore
{
    /// <summary>The training calls since the model was initialized: by these, each drops other values.</summary>
    private ulong _trainingCalls;

    /// <summary>By what the last training call dropped values, which its gradients drop too, whatever has been initialized since.</summary>
    private (ulong Seed, ulong Call) _drawn;

    /// <summary>Normalizes a batch in training; where the statistics of a data set are measured, by those that are exact already.</summary>
    /// <param name="call">The call.</param>
    /// <param name="layer">The normalization.</param>
    /// <param name="level">How many normalizations come before it.</param>
    /// <param name="length">The values of a sample.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the output.</param>
    /// <param name="residual">What is added; none if nothing is.</param>
    protected void Normalize(in ModelCall call, BatchNormCore<float> layer, int level, int length, ModelBuffer x, ModelBuffer y, ModelBuffer residual = default)
    {
        ReadOnlySpan<float> input = call.Read(x, length), added = call.Read(residual, layer.Settings.HasResidual ? length : 0);
        Span<float> output = call.Write(y, length);
        if (_population is not null)
        {
            _population.Measure(layer, level, input, call.Samples);
            Predict(layer, input, added, output, call.Samples);
            return;
        }

        BeginMeeting();
        if (layer.Settings.HasResidual)
        {
            layer.ForwardTraining(input, added, output, call.Samples);
        }
        else
        {
            layer.ForwardTraining(input, output, call.Samples);
        }

        EndMeeting();
    }

    /// <summary>The gradient of a normalized batch.</summary>
    /// <param name="call">The call.</param>
    /// <param name="layer">The normalization.</param>
    /// <param name="length">The values of a sample.</param>
    /// <param name="x">The input of the training call.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">Receives the gradient of the input.</param>
    /// <param name="residual">What was added; none if nothing was.</param>
    /// <param name="dresidual">Receives its gradient; none if nothing was added.</param>
    protected void NormalizeGradient(
        in ModelCall call, BatchNormCore<float> layer, int length, ModelBuffer x, ModelBuffer dy, ModelBuffer dx, ModelBuffer residual = default, ModelBuffer dresidual = default)
    {
        BeginMeeting();
        if (layer.Settings.HasResidual)
        {
            layer.Backward(call.Read(x, length), call.Read(residual, length), call.Read(dy, length), call.Write(dx, length), call.Write(dresidual, length), call.Samples);
        }
        else
        {
            layer.Backward(call.Read(x, length), call.Read(dy, length), call.Write(dx, length), call.Samples);
        }

        EndMeeting();
    }

    /// <summary>Drops values in training.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rate">The probability that a value is dropped.</param>
    /// <param name="stream">The number of the layer.</param>
    /// <param name="length">The values of a sample.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the output.</param>
    protected void DropOut(in ModelCall call, double rate, int stream, int length, ModelBuffer x, ModelBuffer y)
    {
        if (_population is not null)
        {
            ModelOperations.Copy(call, x, y, length);
        }
        else
        {
            Dropout.Forward(x.Pointer, y.Pointer, (nint)call.Samples * length, rate, _drawn.Seed, (ulong)stream, _drawn.Call, call.ThreadsFor(length));
        }
    }

    /// <summary>The gradient of the values that were kept.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rate">The probability that a value was dropped.</param>
    /// <param name="stream">The number of the layer.</param>
    /// <param name="length">The values of a sample.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">Receives the gradient of the input.</param>
    protected void DropOutGradient(in ModelCall call, double rate, int stream, int length, ModelBuffer dy, ModelBuffer dx) =>
        Dropout.Backward(dy.Pointer, dx.Pointer, (nint)call.Samples * length, rate, _drawn.Seed, (ulong)stream, _drawn.Call, call.ThreadsFor(length));

    /// <summary>Calls a layer of the user's own in training.</summary>
    /// <typeparam name="TLayer">Its type.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="inputLength">The values of a sample that comes in.</param>
    /// <param name="outputLength">The values of a sample that goes out.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the output.</param>
    protected void TrainOwn<TLayer>(in ModelCall call, TLayer layer, int inputLength, int outputLength, ModelBuffer x, ModelBuffer y)
        where TLayer : Models.ILayer<float, TLayer>
    {
        if (_population is not null)
        {
            layer.ForwardInference(call.Read(x, inputLength), call.Write(y, outputLength), call.Samples);
        }
        else
        {
            layer.ForwardTraining(call.Read(x, inputLength), call.Write(y, outputLength), call.Samples);
        }
    }

    private static void Predict(BatchNormCore<float> layer, ReadOnlySpan<float> x, ReadOnlySpan<float> residual, Span<float> y, int samples)
    {
        if (layer.Settings.HasResidual)
        {
            layer.ForwardInference(x, residual, y, samples);
        }
        else
        {
            layer.ForwardInference(x, y, samples);
        }
    }
}
