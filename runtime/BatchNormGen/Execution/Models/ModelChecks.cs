using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>Checks of a model's calls, before anything is written.</summary>
internal static class ModelChecks
{
    /// <summary>The number of samples in a batch.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of that of a sample.</exception>
    public static int BatchSize(ModelSettings model, ReadOnlySpan<float> x)
    {
        (int samples, int rest) = Math.DivRem(x.Length, model.InputLength);
        return rest == 0 ? samples : throw new ArgumentException(
            $"{model.Name}: expected the length of x to be a multiple of {model.InputLength}, the length of a sample ({Shape(model.InputShape)}), got {x.Length}.", nameof(x));
    }

    public static void Forward(ModelSettings model, ReadOnlySpan<float> x, ReadOnlySpan<float> y, int batchSize)
    {
        CheckBatchSize(model, batchSize);
        CheckLength(model, x.Length, batchSize, model.InputLength, model.InputShape, nameof(x));
        CheckLength(model, y.Length, batchSize, model.OutputLength, model.OutputShape, nameof(y));
        CheckOverlap(model, y, nameof(y), x, nameof(x));
    }

    /// <summary>Whether a batch is large enough; of one that is spread over processes only its normalizations know.</summary>
    public static void Training(ModelSettings model, int batchSize, bool isShared)
    {
        if (!isShared && batchSize < model.LeastBatch)
        {
            string why = model.LeastBatch == 1 ? string.Empty : ": a batch normalization has one value a sample there, and cannot tell one value from its mean";
            throw new ArgumentException($"{model.Name}: expected at least {model.LeastBatch} {(model.LeastBatch == 1 ? "sample" : "samples")} in training{why}; got {batchSize}.", nameof(batchSize));
        }
    }

    public static void Backward(ModelSettings model, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> dx, int batchSize)
    {
        CheckBatchSize(model, batchSize);
        CheckLength(model, x.Length, batchSize, model.InputLength, model.InputShape, nameof(x));
        CheckLength(model, dy.Length, batchSize, model.OutputLength, model.OutputShape, nameof(dy));
        if (!dx.IsEmpty)
        {
            CheckLength(model, dx.Length, batchSize, model.InputLength, model.InputShape, nameof(dx));
            CheckOverlap(model, dx, nameof(dx), x, nameof(x));
            CheckOverlap(model, dx, nameof(dx), dy, nameof(dy));
        }
    }

    /// <exception cref="InvalidOperationException">There was no such call, something came after it, or it had another batch size.</exception>
    /// <exception cref="ArgumentException">It had another batch.</exception>
    public static void HasTrained(
        ModelSettings model, int? trainedSamples, string? overtakenBy, int batchSize, in BatchFingerprint<float> fingerprint, ReadOnlySpan<float> x)
    {
        if (overtakenBy is not null)
        {
            throw new InvalidOperationException(
                $"{model.Name}: Backward belongs to the last ForwardTraining call, and {overtakenBy} came after it: what was kept for the gradients fits the model no more. Call ForwardTraining first.");
        }

        if (trainedSamples is null)
        {
            throw new InvalidOperationException(
                $"{model.Name}: Backward needs what a ForwardTraining call that succeeded has kept, and there is nothing. Call ForwardTraining first.");
        }

        if (trainedSamples != batchSize)
        {
            throw new InvalidOperationException(
                $"{model.Name}: Backward belongs to the last ForwardTraining call, which had {trainedSamples} samples; got {batchSize}. Pass the same x.");
        }

        if (fingerprint.FirstDifference(x) is >= 0 and var index)
        {
            throw new ArgumentException(
                $"{model.Name}: x is not the batch that was trained on: its value {index} differs. Pass the x of the last ForwardTraining call.", nameof(x));
        }
    }

    public static void State(ModelSettings model, StateDictionary state, string prefix, Framework? names)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prefix);
        if (names is { } framework && !Enum.IsDefined(framework))
        {
            throw new ArgumentOutOfRangeException(
                nameof(names), names, $"{model.Name}: expected names to be one of {string.Join(", ", Enum.GetNames<Framework>())}, or null for the preset's.");
        }
    }

    private static void CheckBatchSize(ModelSettings model, int batchSize)
    {
        if (batchSize < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"{model.Name}: expected batchSize to be at least 0, got {batchSize}.");
        }

        if ((long)batchSize * model.LargestLength > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{model.Name}: a batch of {batchSize} has layers of more than {Array.MaxLength} values, since a sample has {model.LargestLength} in one; pass at most {Array.MaxLength / model.LargestLength} samples at a time.",
                nameof(batchSize));
        }
    }

    private static void CheckLength(ModelSettings model, int length, int batchSize, int sampleLength, IReadOnlyList<int> shape, string parameter)
    {
        long expected = (long)batchSize * sampleLength;
        if (length != expected)
        {
            throw new ArgumentException($"{model.Name}: expected the length of {parameter} to be {expected} ({batchSize} samples of {Shape(shape)}), got {length}.", parameter);
        }
    }

    private static void CheckOverlap(ModelSettings model, ReadOnlySpan<float> output, string outputName, ReadOnlySpan<float> input, string inputName)
    {
        if (output.Overlaps(input))
        {
            throw new ArgumentException($"{model.Name}: {outputName} overlaps {inputName}; expected memory of its own.", outputName);
        }
    }

    private static string Shape(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)})";
}
