using System.Diagnostics;

namespace ImageClassifier;

/// <summary>How long a prediction takes: the first one, and the median of later ones.</summary>
internal readonly record struct Timing(double First, double Later)
{
    private const int Calls = 15;

    /// <summary>Times predictions of one image, in milliseconds, and leaves the logits of the last one.</summary>
    public static Timing Of(ResNet18.Frozen network, float[] image, float[] logits)
    {
        double[] times = new double[Calls + 1];
        for (int call = 0; call < times.Length; call++)
        {
            long start = Stopwatch.GetTimestamp();
            network.Forward(image, logits);
            times[call] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return new(times[0], times.Skip(1).Order().ElementAt(Calls / 2));
    }
}
