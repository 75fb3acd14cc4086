using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>
/// The memory walk of channels-first training without its arithmetic: read a group of adjacent channels' planes, read them again while
/// writing the group's result, the reads of the next group interleaved. Which size of a group is best depends on the caches.
/// </summary>
internal static unsafe class GroupWalks<TLine>
    where TLine : struct, ILine<TLine>
{
    private const int Line = 16;
    private const long LeastGroupBytes = 128 * 1024;

    /// <summary>Few, since reads and writes are not interleaved where a part begins and ends.</summary>
    private const int PartsOfMember = 2;

    public static IReadOnlyList<Action> Replays(BatchData data, Direction direction, ThreadTeam team, long lastLevelCache) =>
    [
        .. from size in GroupSizes(data.Shape, direction, team.Members, lastLevelCache)
           from stream in new[] { false, true }
           select (Action)new Walk(data, size, stream, direction == Direction.Backward, team).Run,
    ];

    /// <summary>Powers of two of channels, as far as the groups of all threads fit the last-level cache; the smallest where none does.</summary>
    private static IEnumerable<int> GroupSizes(TensorShape shape, Direction direction, int threads, long lastLevelCache)
    {
        int inputs = direction == Direction.Backward ? 2 : 1;
        bool any = false;
        for (int size = 1; size <= Math.Max(1, shape.Features / threads); size *= 2)
        {
            long bytes = size * shape.ChannelBytes * inputs;
            bool last = size * 2 > shape.Features / threads;
            if (any && bytes * threads > lastLevelCache)
            {
                yield break;
            }

            if (bytes >= LeastGroupBytes || last)
            {
                any = true;
                yield return size;
            }
        }
    }

    /// <summary>One walk through a batch.</summary>
    private sealed class Walk
    {
        private readonly TensorShape _shape;
        private readonly float* _x;
        private readonly float* _dy;
        private readonly float* _result;
        private readonly int _size;
        private readonly bool _stream;
        private readonly bool _twoInputs;
        private readonly ThreadTeam _team;
        private readonly Action<int> _part;
        private readonly int _parts;

        public Walk(BatchData data, int size, bool stream, bool twoInputs, ThreadTeam team)
        {
            _shape = data.Shape;
            _x = data.X.Pointer;
            _dy = data.Dy.Pointer;
            _result = data.Result.Pointer;
            _size = size;
            _stream = stream;
            _twoInputs = twoInputs;
            _team = team;
            _part = Part;
            int groups = (_shape.Features + size - 1) / size;
            _parts = team.Members == 1 ? 1 : Math.Min(groups, team.Members * PartsOfMember);
        }

        public void Run() => _team.Run(_part, _parts);

        private void Part(int part)
        {
            int groups = (_shape.Features + _size - 1) / _size;
            int first = groups * part / _parts;
            int end = groups * (part + 1) / _parts;
            TLine seen = default;
            for (int sample = 0; sample < _shape.Samples && first < end; sample++)
            {
                (nint at, nint lines) = Run(sample, first);
                seen |= LineWalks<TLine>.Read(_x + at, lines);
                seen |= _twoInputs ? LineWalks<TLine>.Read(_dy + at, lines) : default;
            }

            for (int group = first; group < end; group++)
            {
                for (int sample = 0; sample < _shape.Samples; sample++)
                {
                    (nint at, nint lines) = Run(sample, group);
                    (nint next, nint nextLines) = group + 1 < end ? Run(sample, group + 1) : (at, 0);
                    nint both = Math.Min(lines, nextLines);
                    seen |= _twoInputs
                        ? LineWalks<TLine>.CombineReading(_x + at, _dy + at, _result + at, next - at, both, _stream)
                        : LineWalks<TLine>.CopyReading(_x + at, _result + at, _x + next, both, _stream);
                    Write(at + (both * Line), lines - both);
                    seen |= LineWalks<TLine>.Read(_x + next + (both * Line), nextLines - both);
                    seen |= _twoInputs ? LineWalks<TLine>.Read(_dy + next + (both * Line), nextLines - both) : default;
                }
            }

            Sink.Take(seen);
        }

        private void Write(nint at, nint lines)
        {
            if (_twoInputs)
            {
                LineWalks<TLine>.Combine(_x + at, _dy + at, _result + at, lines, _stream);
            }
            else
            {
                LineWalks<TLine>.Copy(_x + at, _result + at, lines, _stream);
            }
        }

        /// <summary>The planes of a group in a sample, from a whole line to a whole line of the result: lines that two groups share count once.</summary>
        private (nint At, nint Lines) Run(int sample, int group)
        {
            nint planes = (nint)sample * _shape.Features;
            nint start = WholeLine((planes + (group * _size)) * _shape.Positions);
            nint end = WholeLine((planes + Math.Min((group + 1) * _size, _shape.Features)) * _shape.Positions);
            return (start, (end - start) / Line);
        }

        private nint WholeLine(nint at)
        {
            nint beyond = (nint)((nuint)(_result + at) % 64) / sizeof(float);
            return at - beyond < 0 ? at + Line - beyond : at - beyond;
        }
    }
}
