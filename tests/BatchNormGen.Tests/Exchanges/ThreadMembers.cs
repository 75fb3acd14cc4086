using System.Runtime.ExceptionServices;

namespace BatchNormGen.Tests.Exchanges;

/// <summary>A collective whose members are threads of this process: one call after the other, each as a meeting of all.</summary>
internal sealed class ThreadMembers
{
    /// <summary>Long, since machines pause.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly byte[][] _sent;
    private readonly int[] _lengths;
    private readonly TimeSpan _timeout;
    private bool _isDeserted;
    private int _present;
    private int _meeting;

    private ThreadMembers(int size, TimeSpan timeout)
    {
        _sent = new byte[size][];
        Array.Fill(_sent, []);
        _lengths = new int[size];
        _timeout = timeout;
    }

    /// <summary>One collective for each member; for tests that need no others.</summary>
    public static ICollective[] Of(int size, TimeSpan? timeout = null)
    {
        ThreadMembers members = new(size, timeout ?? Patience);
        return [.. Enumerable.Range(0, size).Select(rank => new Member(members, rank))];
    }

    /// <summary>Does something on each member, a thread each, and gives what came of it: null, or an exception.</summary>
    public static Exception?[] Try(int size, Action<ICollective> work, TimeSpan? timeout = null)
    {
        ICollective[] members = Of(size, timeout);
        var outcomes = new Exception?[size];
        Thread[] threads = [.. members.Select(member => new Thread(() => outcomes[member.Rank] = Record((Member)member, work)))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        return outcomes;
    }

    /// <summary>Computes something on each member.</summary>
    public static TResult[] Run<TResult>(int size, Func<ICollective, TResult> work)
    {
        var results = new TResult[size];
        foreach (Exception? error in Try(size, member => results[member.Rank] = work(member)))
        {
            if (error is not null)
            {
                ExceptionDispatchInfo.Throw(error);
            }
        }

        return results;
    }

    private static Exception? Record(Member member, Action<ICollective> work)
    {
        try
        {
            work(member);
            return null;
        }
        catch (Exception error)
        {
            member.Desert();
            return error;
        }
    }

    private void Send(int rank, ReadOnlySpan<byte> bytes)
    {
        if (_sent[rank].Length < bytes.Length)
        {
            _sent[rank] = new byte[bytes.Length];
        }

        bytes.CopyTo(_sent[rank]);
        _lengths[rank] = bytes.Length;
        Meet();
        if (_lengths.AsSpan().ContainsAnyExcept(bytes.Length))
        {
            throw new InvalidOperationException($"Members sent {string.Join(", ", _lengths)} bytes: a real collective would have gone wrong.");
        }
    }

    private void Meet()
    {
        int meeting = Volatile.Read(ref _meeting);
        if (Interlocked.Increment(ref _present) == _sent.Length)
        {
            _present = 0;
            Volatile.Write(ref _meeting, meeting + 1);
            return;
        }

        long start = Environment.TickCount64;
        SpinWait wait = default;
        while (Volatile.Read(ref _meeting) == meeting)
        {
            wait.SpinOnce(sleep1Threshold: 1000);

            // Who deserted may have been at this meeting: only then it is over.
            if (Volatile.Read(ref _isDeserted) && Volatile.Read(ref _meeting) == meeting)
            {
                throw new TimeoutException("A member has thrown, and will never come.");
            }

            if (Environment.TickCount64 - start > _timeout.TotalMilliseconds)
            {
                throw new TimeoutException("Somebody is missing.");
            }
        }
    }

    private sealed class Member(ThreadMembers members, int rank) : ICollective
    {
        public int Rank => rank;

        public int Size => members._sent.Length;

        public void Desert() => Volatile.Write(ref members._isDeserted, true);

        public void AllGather(ReadOnlySpan<byte> part, Span<byte> all)
        {
            members.Send(rank, part);
            for (int other = 0; other < Size; other++)
            {
                members._sent[other].AsSpan(0, part.Length).CopyTo(all[(other * part.Length)..]);
            }

            members.Meet();
        }

        public void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received)
        {
            members.Send(rank, parts);
            int length = parts.Length / Size;
            for (int other = 0; other < Size; other++)
            {
                members._sent[other].AsSpan(rank * length, length).CopyTo(received[(other * length)..]);
            }

            members.Meet();
        }
    }
}
