using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Functions;

namespace BatchNormGen.Execution.Models;

/// <summary>One call of the cross entropy.</summary>
internal unsafe struct CrossEntropyCall : ILaneWork
{
    private float* _logits;
    private int* _labels;
    private float* _gradient;
    private int _classes;
    private int _samples;
    private int _batchSize;
    private double _loss;

    /// <summary>The loss; the gradient is written where it is not null.</summary>
    public static double Run(float* logits, int* labels, float* gradient, int classes, int samples, int batchSize)
    {
        CrossEntropyCall call = new() { _logits = logits, _labels = labels, _gradient = gradient, _classes = classes, _samples = samples, _batchSize = batchSize };
        LaneWork.For<CrossEntropyCall>(pieces: 1, threads: 1, &call);
        return call._loss / batchSize;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ILaneWork.Run<TLanes>(void* call, nint piece)
    {
        CrossEntropyCall* batch = (CrossEntropyCall*)call;
        int classes = batch->_classes;
        for (nint sample = 0; sample < batch->_samples; sample++)
        {
            float* logits = batch->_logits + (sample * classes), gradient = batch->_gradient == null ? null : batch->_gradient + (sample * classes);
            int label = batch->_labels[sample];

            // Before the gradient takes its place.
            float logit = logits[label], largest = SoftmaxRows.Largest<TLanes>(logits, classes);
            double sum = SoftmaxRows.Powers(logits, gradient, classes, TLanes.Splat(largest));
            batch->_loss += largest + NaturalLogarithm.Of(sum) - logit;
            if (gradient != null)
            {
                double scale = 1 / (sum * batch->_batchSize), ofLabel = (gradient[label] - sum) * scale;
                Scale(gradient, classes, TLanes.Splat((float)scale));

                // In double: of a probability near 1 little is left.
                gradient[label] = (float)ofLabel;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<TLanes>(float* values, int count, TLanes scale)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = 0;
        for (; i <= count - AllLanes.Count; i += AllLanes.Count)
        {
            TLanes.Store(TLanes.Load(in *values, i) * scale, ref *values, i);
        }

        if (i < count)
        {
            TLanes.StoreFirst(TLanes.LoadFirst(in *values, i, count - i) * scale, ref *values, i, count - i);
        }
    }
}
