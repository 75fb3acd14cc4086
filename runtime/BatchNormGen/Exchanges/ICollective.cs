namespace BatchNormGen;

/// <summary>
/// One member of a group that computes together: usually the processes of an MPI job, each of which has one such object. It moves bytes between
/// the members and nothing else: all that is added up is added up here, in the order of the ranks, so that it never changes a bit.
/// </summary>
/// <remarks>
/// <para>All members call the same methods in the same order with the same lengths; a call returns when it has what the others sent. What layers
/// exchange is checked on top of that, see <see cref="ICollectiveLayer.Collective"/>. The package BatchNormGen.Mpi has one for MPI.</para>
/// <para>Layers and <see cref="Collectives"/> make one call at a time, from whichever thread they run on. If a call throws, what it was for is given up.</para>
/// </remarks>
public interface ICollective
{
    /// <summary>This member's number, from 0 to <see cref="Size"/> − 1; it never changes.</summary>
    int Rank { get; }

    /// <summary>The number of members, 1 or more; it never changes.</summary>
    int Size { get; }

    /// <summary>Gives every member the bytes of all.</summary>
    /// <param name="part">This member's bytes; as many on all members.</param>
    /// <param name="all">Receives the bytes of all in the order of the ranks: <see cref="Size"/> times as many.</param>
    /// <exception cref="TimeoutException">The other members did not come.</exception>
    /// <exception cref="CollectiveException">Bytes cannot be exchanged any more, for example since a member has left.</exception>
    void AllGather(ReadOnlySpan<byte> part, Span<byte> all);

    /// <summary>Gives every member a part of its own from all.</summary>
    /// <param name="parts">This member's bytes for each in the order of the ranks: <see cref="Size"/> parts of one length, the same on all members.</param>
    /// <param name="received">Receives the parts that were for this member, in the order of the ranks they come from; as long as <paramref name="parts"/>.</param>
    /// <exception cref="TimeoutException">The other members did not come.</exception>
    /// <exception cref="CollectiveException">Bytes cannot be exchanged any more, for example since a member has left.</exception>
    void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received);
}
