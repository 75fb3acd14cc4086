using System.Runtime.CompilerServices;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models;

/// <summary>The rows of all samples, one behind the other, in pieces for threads: whole samples where there are enough of them, rows of one where there are few.</summary>
internal readonly struct RowPieces
{
    private readonly nint _rows;
    private readonly nint _length;

    /// <param name="samples">The number of samples.</param>
    /// <param name="rowsOfSample">The rows of one.</param>
    /// <param name="threads">The most threads.</param>
    public RowPieces(nint samples, nint rowsOfSample, int threads)
    {
        _rows = samples * rowsOfSample;
        nint length = WorkPartition.PieceOf(_rows, threads, least: 1);
        _length = length > rowsOfSample && _rows > 0 ? (length + rowsOfSample - 1) / rowsOfSample * rowsOfSample : Math.Max(1, length);
    }

    /// <summary>The number of pieces.</summary>
    public nint Count => (_rows + _length - 1) / _length;

    /// <summary>The rows of a piece: the first, and the one behind the last.</summary>
    public (nint First, nint End) this[nint piece]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (piece * _length, Math.Min(_rows, (piece + 1) * _length));
    }
}
