namespace BatchNormGen.Folding;

/// <summary>Where the output channels are in weights in row-major order.</summary>
/// <remarks>
/// Runs of weights of one channel take turns: all of the first channel, then of the second, and, after the last, the first again. With groups, other channels
/// take turns in each part of the weights.
/// </remarks>
/// <param name="length">The number of weights.</param>
/// <param name="runLength">The weights of a run.</param>
/// <param name="groupChannels">The channels that take turns with each other.</param>
/// <param name="groupLength">The weights in which they do; all of them, if there are no groups.</param>
internal readonly struct WeightAxes(int length, int runLength, int groupChannels, int groupLength)
{
    /// <summary>The weights of a run.</summary>
    public int RunLength => runLength;

    /// <summary>Weights whose outputs are the first or the last axis.</summary>
    public static WeightAxes Of(WeightLayout layout, int length, int channels) =>
        new(length, layout == WeightLayout.OutputFirst ? length / channels : 1, channels, length);

    /// <summary>Weights of a shape.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="outputAxis">The axis of the channels, or of those of one group.</param>
    /// <param name="length">The product of the extents.</param>
    /// <param name="groups">The groups that lie one after another on axis 0, each with channels of its own.</param>
    public static WeightAxes Of(ReadOnlySpan<int> shape, int outputAxis, int length, int groups)
    {
        int run = 1;
        foreach (int extent in shape[(outputAxis + 1)..])
        {
            run *= extent;
        }

        return new(length, run, shape[outputAxis], length / groups);
    }

    /// <summary>Goes through the runs: where each begins, and whose it is.</summary>
    public Enumerator GetEnumerator() => new(length, runLength, groupChannels, groupLength);

    /// <summary>Goes through the runs.</summary>
    public struct Enumerator(int length, int runLength, int groupChannels, int groupLength)
    {
        // A long: the end of the last run may be the largest int.
        private long _start = -runLength;
        private long _groupEnd;
        private int _nextGroup;
        private int _channel;

        /// <summary>Where the run begins, and whose it is.</summary>
        public readonly (int Start, int Channel) Current => ((int)_start, _channel);

        /// <summary>Goes to the next run; false after the last.</summary>
        public bool MoveNext()
        {
            _start += runLength;
            if (_start == _groupEnd)
            {
                _groupEnd += groupLength;
                _channel = _nextGroup;
                _nextGroup += groupChannels;
            }
            else
            {
                _channel = _channel + 1 == _nextGroup ? _nextGroup - groupChannels : _channel + 1;
            }

            return _start < length;
        }
    }
}
