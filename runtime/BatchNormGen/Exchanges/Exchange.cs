using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace BatchNormGen.Exchanges;

/// <summary>What all users of a collective share: the exchanges so far, the numbers of its layers, and the memory of an exchange.</summary>
/// <remarks>
/// <para>
/// An exchange begins with a frame whose length is always the same, so that lengths never differ, whatever the members take it to be: a head that says what
/// it is, and as much of the data as fits. Only when all heads agree, a second one brings the rest.
/// </para>
/// <para>Whoever exchanges holds <see cref="Lock"/> from <see cref="Open"/> until it has read what came.</para>
/// </remarks>
internal sealed unsafe class Exchange
{
    /// <summary>The data of the first frame: the moments of 82 channels.</summary>
    public const int FirstDataBytes = FrameBytes - FrameHead.Bytes;

    private const int FrameBytes = 2048;

    private static readonly ConditionalWeakTable<ICollective, Exchange> Exchanges = [];

    private readonly FrameHead[] _heads;
    private readonly byte[] _frames;
    private byte[] _own = NewMemory(FrameBytes);
    private byte[] _rests = [];
    private byte[] _parts = [];
    private int _partLength;
    private FrameHead _current;
    private long _sequence;
    private int _layers;

    private Exchange(ICollective collective)
    {
        Collective = collective;
        (Rank, Size) = (collective.Rank, collective.Size);
        if (Size < 1 || Rank < 0 || Rank >= Size)
        {
            throw new ArgumentException($"Expected a collective of 1 or more members whose rank is below their number; got rank {Rank} of {Size}.", nameof(collective));
        }

        _heads = new FrameHead[Size];
        _frames = NewMemory((long)FrameBytes * Size);
    }

    public ICollective Collective { get; }

    public int Rank { get; }

    public int Size { get; }

    public Lock Lock { get; } = new();

    /// <summary>The one of a collective.</summary>
    /// <exception cref="ArgumentException">Its size is below 1, or its rank is not one of 0 to its size − 1.</exception>
    public static Exchange Of(ICollective collective) => Exchanges.GetValue(collective, static collective => new Exchange(collective));

    /// <summary>The number of a further layer, from 1.</summary>
    public int NextLayerNumber() => Interlocked.Increment(ref _layers);

    /// <summary>Where this member's data are written before they are sent.</summary>
    public Span<T> Open<T>(int length)
        where T : unmanaged
    {
        _partLength = checked(length * sizeof(T));
        Grow(ref _own, Math.Max(FrameBytes, (long)FrameHead.Bytes + _partLength));
        return MemoryMarshal.Cast<byte, T>(_own.AsSpan(FrameHead.Bytes, _partLength));
    }

    /// <summary>Exchanges what was written since <see cref="Open"/>.</summary>
    /// <exception cref="CollectiveException">The members do not agree on what this is, or one cannot take part, or has left.</exception>
    /// <exception cref="TimeoutException">The other members did not come.</exception>
    public void Send(FrameHead head)
    {
        SendFrame(head, failure: null);
        int first = Math.Min(_partLength, FirstDataBytes), rest = _partLength - first;
        Grow(ref _parts, (long)_partLength * Size);
        if (rest > 0)
        {
            AllGather<byte>(_own.AsSpan(FrameBytes, rest));
        }

        for (int rank = 0; rank < Size; rank++)
        {
            Span<byte> part = _parts.AsSpan(rank * _partLength, _partLength);
            _frames.AsSpan((rank * FrameBytes) + FrameHead.Bytes, first).CopyTo(part);
            _rests.AsSpan(rank * rest, rest).CopyTo(part[first..]);
        }
    }

    /// <summary>Tells the others that this member cannot take part.</summary>
    /// <exception cref="CollectiveException">Always, here as there.</exception>
    [DoesNotReturn]
    public void Refuse(FrameHead head, Exception error)
    {
        lock (Lock)
        {
            Utf8.FromUtf16(error.Message, _own.AsSpan(FrameHead.Bytes, FirstDataBytes), out _, out int length);
            head.HasFailed = 1;
            head.DataLength = length;
            SendFrame(head, error);
        }

        throw new CollectiveException(error.Message, Rank, error);
    }

    /// <summary>The number of values of a channel in a member's part.</summary>
    public long Count(int rank) => _heads[rank].Count;

    /// <summary>The data of a member, until the next exchange.</summary>
    public Span<byte> Part(int rank) => _parts.AsSpan(rank * _partLength, _partLength);

    /// <summary>The data of a member as doubles, in memory that does not move.</summary>
    public double* Numbers(int rank) => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Part(rank)));

    /// <summary>The data of all members, one behind the other.</summary>
    public ReadOnlySpan<T> AllParts<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_parts.AsSpan(0, _partLength * Size));

    /// <summary>A further exchange of the same subject: gives every member a slice from all.</summary>
    /// <param name="slices">This member's slices, one for each.</param>
    /// <returns>The slices that were for this member, until the next exchange.</returns>
    public Span<T> AllToAll<T>(ReadOnlySpan<T> slices)
        where T : unmanaged
    {
        ReadOnlySpan<byte> sent = MemoryMarshal.AsBytes(slices);
        Grow(ref _parts, sent.Length);
        Span<byte> received = _parts.AsSpan(0, sent.Length);
        try
        {
            Collective.AllToAll(sent, received);
        }
        catch (Exception reason) when (reason is TimeoutException or CollectiveException)
        {
            ExchangeErrors.Unfinished(in _current, Rank, Size, reason, own: null);
        }

        return MemoryMarshal.Cast<byte, T>(received);
    }

    /// <summary>A further exchange of the same subject: gives every member the values of all.</summary>
    /// <param name="values">This member's values.</param>
    /// <returns>The values of all, one behind the other, until the next exchange.</returns>
    public Span<T> AllGather<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> sent = MemoryMarshal.AsBytes(values);
        Grow(ref _rests, (long)sent.Length * Size);
        Span<byte> received = _rests.AsSpan(0, sent.Length * Size);
        AllGather(sent, received, failure: null);
        return MemoryMarshal.Cast<byte, T>(received);
    }

    private static byte[] NewMemory(long length) => GC.AllocateUninitializedArray<byte>(checked((int)length), pinned: true);

    private static void Grow(ref byte[] memory, long length)
    {
        if (memory.Length < length)
        {
            byte[] larger = NewMemory(length);
            memory.CopyTo(larger, 0);
            memory = larger;
        }
    }

    private void SendFrame(FrameHead head, Exception? failure)
    {
        head.Sequence = _sequence;
        _current = head;
        MemoryMarshal.Write(_own, in head);
        AllGather(_own.AsSpan(0, FrameBytes), _frames, failure);
        for (int rank = 0; rank < Size; rank++)
        {
            _heads[rank] = MemoryMarshal.Read<FrameHead>(_frames.AsSpan(rank * FrameBytes));
            if (!_heads[rank].IsOfThisVersion)
            {
                ExchangeErrors.NoFrame(rank, Size, failure);
            }
        }

        // Where a member did something else, no exchange took place: it has not counted one.
        _sequence++;
        Judge(failure);
    }

    /// <summary>What all members conclude from the same heads.</summary>
    private void Judge(Exception? failure)
    {
        for (int rank = 0; rank < Size; rank++)
        {
            if (_heads[rank].HasFailed != 0)
            {
                ReadOnlySpan<byte> message = _frames.AsSpan((rank * FrameBytes) + FrameHead.Bytes, Math.Clamp(_heads[rank].DataLength, 0, FirstDataBytes));
                ExchangeErrors.Failed(in _heads[rank], rank, Size, message, failure);
            }
        }

        for (int rank = 1; rank < Size; rank++)
        {
            if (!FrameHead.Agree(in _heads[0], in _heads[rank]))
            {
                ExchangeErrors.Disagreement(_heads);
            }
        }
    }

    private void AllGather(ReadOnlySpan<byte> part, Span<byte> all, Exception? failure)
    {
        try
        {
            Collective.AllGather(part, all);
        }
        catch (Exception reason) when (reason is TimeoutException or CollectiveException)
        {
            ExchangeErrors.Unfinished(in _current, Rank, Size, reason, failure);
        }
    }
}
