using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>Walks from the first byte to the last.</summary>
internal static unsafe class FlatWalks<TLine>
    where TLine : struct, ILine<TLine>
{
    private const int Line = 16;

    /// <summary>Below it, other threads cost more than they bring.</summary>
    private const int LeastBytesOfTeam = 256 * 1024;

    private const int PartsOfMember = 8;

    public static IReadOnlyList<Action> Copies(BatchData data, ThreadTeam team)
    {
        float* x = data.X.Pointer;
        float* y = data.Result.Pointer;
        return
        [
            Shared(data, team, (first, length) => Buffer.MemoryCopy(x + first, y + first, length * sizeof(float), length * sizeof(float))),
            .. StoreKinds(stream => Shared(data, team, (first, length) =>
            {
                (nint head, nint lines) = Lines(y + first, length);
                Buffer.MemoryCopy(x + first, y + first, head * sizeof(float), head * sizeof(float));
                LineWalks<TLine>.Copy(x + first + head, y + first + head, lines, stream);
                nint tail = head + (lines * Line);
                Buffer.MemoryCopy(x + first + tail, y + first + tail, (length - tail) * sizeof(float), (length - tail) * sizeof(float));
            })),
        ];
    }

    public static Action Read(TensorMemory tensor, BatchData data, ThreadTeam team)
    {
        float* start = tensor.Pointer;
        return Shared(data, team, (first, length) => Sink.Take(LineWalks<TLine>.Read(start + first, length / Line)));
    }

    public static IReadOnlyList<Action> Triads(BatchData data, ThreadTeam team)
    {
        float* x = data.X.Pointer;
        float* dy = data.Dy.Pointer;
        float* dx = data.Result.Pointer;
        return
        [
            .. StoreKinds(stream => Shared(data, team, (first, length) =>
            {
                // Up to a line at each end is left out.
                (nint head, nint lines) = Lines(dx + first, length);
                LineWalks<TLine>.Combine(x + first + head, dy + first + head, dx + first + head, lines, stream);
            })),
        ];
    }

    private static IEnumerable<Action> StoreKinds(Func<bool, Action> walk) => [walk(false), walk(true)];

    /// <summary>The numbers before the first whole line, and the number of whole lines.</summary>
    private static (nint Head, nint Lines) Lines(float* start, nint length)
    {
        nint head = Math.Min(length, (nint)((64 - ((nuint)start % 64)) % 64) / sizeof(float));
        return (head, (length - head) / Line);
    }

    private static Action Shared(BatchData data, ThreadTeam team, Action<nint, nint> walk)
    {
        nint length = data.Shape.Length;
        if (team.Members == 1 || data.Shape.Bytes < LeastBytesOfTeam)
        {
            return () => walk(0, length);
        }

        nint lines = (length + Line - 1) / Line;
        int parts = (int)Math.Min(team.Members * PartsOfMember, data.Shape.Bytes * team.Members / LeastBytesOfTeam);
        Action<int> part = index =>
        {
            nint first = lines * index / parts * Line;
            nint end = index + 1 == parts ? length : lines * (index + 1) / parts * Line;
            walk(first, end - first);
        };
        return () => team.Run(part, parts);
    }
}
