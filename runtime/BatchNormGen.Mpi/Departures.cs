using System.Runtime.CompilerServices;

namespace BatchNormGen.Mpi;

/// <summary>
/// What the members of a world tell each other when one of them leaves: that a member which is waited for will never come is known at once, not only
/// when the time is up.
/// </summary>
/// <remarks>
/// Who leaves tells the others how many exchanges it has taken part in. Who waits for it in a later one tells it so, and both give up. These are messages from
/// one member to another, which MPI keeps apart from the exchanges of the same communicator.
/// </remarks>
internal sealed unsafe class Departures
{
    private const int HasLeftTag = 1, IsMissedTag = 2;

    private readonly MpiEngine _engine;
    private readonly nint _communicator;
    private readonly int _rank;

    /// <summary>How many exchanges each member took part in before it left; of one that has not, more than there are.</summary>
    private readonly long[] _exchanges;

    // Memory that does not move, since MPI reads and writes it when it comes to it.
    private readonly long[] _toldNumber = GC.AllocateArray<long>(1, pinned: true);
    private readonly byte[] _tellers;
    private readonly List<nint> _sends = [];
    private long _begun;

    public Departures(MpiEngine engine, nint communicator, int rank, int size)
    {
        _engine = engine;
        _communicator = communicator;
        _rank = rank;
        _exchanges = new long[size];
        Array.Fill(_exchanges, long.MaxValue);
        _tellers = GC.AllocateArray<byte>(size + 1, pinned: true);
    }

    private int Size => _exchanges.Length;

    private long* ToldNumber => (long*)Unsafe.AsPointer(ref _toldNumber[0]);

    /// <summary>Counts an exchange of this member.</summary>
    /// <returns>The number of exchanges before it.</returns>
    public long BeginExchange() => _begun++;

    /// <summary>Tells the others that this member leaves.</summary>
    public void Tell()
    {
        *ToldNumber = _begun;
        for (int other = 0; other < Size; other++)
        {
            if (other != _rank)
            {
                _sends.Add(Send(other, HasLeftTag));
            }
        }
    }

    /// <summary>Whether another member waits for this one, which has told that it leaves.</summary>
    public bool IsMissed()
    {
        for (int other = 0; other < Size; other++)
        {
            if (other != _rank && _engine.HasMessage(_communicator, other, IsMissedTag))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds a member that left before an exchange for which this one waits, and tells it that it is missed.</summary>
    /// <param name="exchange">What <see cref="BeginExchange"/> returned for it.</param>
    /// <returns>Its rank; −1 if there is none.</returns>
    public int FindMissing(long exchange)
    {
        for (int other = 0; other < Size; other++)
        {
            if (other != _rank && _exchanges[other] == long.MaxValue && _engine.HasMessage(_communicator, other, HasLeftTag))
            {
                Hear(other);
            }

            if (_exchanges[other] <= exchange)
            {
                _sends.Add(Send(other, IsMissedTag));
                return other;
            }
        }

        return -1;
    }

    /// <summary>When all members leave: receives what was told, as MPI wants it before it ends.</summary>
    /// <returns>Whether it was done in time.</returns>
    public bool Settle(ref Patience patience)
    {
        byte* tellers = (byte*)Unsafe.AsPointer(ref _tellers[0]), own = tellers + Size;
        *own = _sends.Count > 0 ? (byte)1 : (byte)0;
        if (!_engine.Wait(_engine.StartAllGather(_communicator, own, tellers, 1), ref patience))
        {
            return false;
        }

        for (int other = 0; other < Size; other++)
        {
            if (other != _rank && tellers[other] != 0 && _exchanges[other] == long.MaxValue)
            {
                Hear(other);
            }
        }

        foreach (nint send in _sends)
        {
            if (!_engine.Wait(send, ref patience))
            {
                return false;
            }
        }

        return true;
    }

    private nint Send(int other, int tag) => _engine.StartSend(_communicator, (byte*)ToldNumber, sizeof(long), other, tag);

    private void Hear(int other)
    {
        long exchanges = 0;
        _engine.Receive(_communicator, (byte*)&exchanges, sizeof(long), other, HasLeftTag);
        _exchanges[other] = exchanges;
    }
}
