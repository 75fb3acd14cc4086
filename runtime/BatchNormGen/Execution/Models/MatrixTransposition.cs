using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Execution.Models;

/// <summary>The transposition of a matrix, or of a part of one, by tiles of 8 × 8 values, or of 4 × 4 where it has few rows or columns.</summary>
/// <remarks>
/// The last tiles overlap those before them, so that none is smaller. Tiles with fewer rows than they have room for write more than there is; the next row of the
/// target overwrites that.
/// </remarks>
internal static unsafe class MatrixTransposition
{
    private const int Eight = 8, Four = 4;

    /// <summary>Writes the transpose of a matrix.</summary>
    /// <param name="source">Its first value.</param>
    /// <param name="sourceStride">From a row to the next.</param>
    /// <param name="target">Receives <paramref name="columns"/> rows of <paramref name="rows"/> values.</param>
    /// <param name="targetStride">From a row of the target to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="endOfSource">Behind the last value that may be read, whether it is used or not.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* source, nint sourceStride, float* target, nint targetStride, nint rows, nint columns, float* endOfSource)
    {
        if ((rows == 1 && targetStride == 1) || (columns == 1 && sourceStride == 1))
        {
            new ReadOnlySpan<float>(source, (int)(rows * columns)).CopyTo(new(target, (int)(rows * columns)));
        }
        else if (Vector128.IsHardwareAccelerated && rows >= Eight && columns >= Eight)
        {
            ByTiles(source, sourceStride, target, targetStride, rows, columns);
        }
        else
        {
            // What is left behind narrow tiles is little, and so is a small matrix.
            nint doneRows = 0, doneColumns = 0;
            if (Vector128.IsHardwareAccelerated && columns >= Eight && targetStride == rows)
            {
                doneColumns = FewRows(source, sourceStride, target, rows, columns);
            }
            else if (Vector128.IsHardwareAccelerated && rows >= Eight)
            {
                doneRows = FewColumns(source, sourceStride, target, targetStride, rows, columns, endOfSource);
            }

            for (nint column = doneColumns; column < columns; column++)
            {
                for (nint row = doneRows; row < rows; row++)
                {
                    target[(column * targetStride) + row] = source[(row * sourceStride) + column];
                }
            }
        }
    }

    private static void ByTiles(float* source, nint sourceStride, float* target, nint targetStride, nint rows, nint columns)
    {
        for (nint c = 0; c < columns; c += 2 * Eight)
        {
            // Two tiles side by side, so that lines of the cache are read whole.
            nint column = Math.Min(c, columns - Eight), next = Math.Min(c + Eight, columns - Eight);
            for (nint r = 0; r < rows; r += Eight)
            {
                nint row = Math.Min(r, rows - Eight);
                float* from = source + (row * sourceStride), to = target + row;
                VectorTiles.TransposeEight(from + column, sourceStride, to + (column * targetStride), targetStride, Eight, Eight);
                if (next != column)
                {
                    VectorTiles.TransposeEight(from + next, sourceStride, to + (next * targetStride), targetStride, Eight, Eight);
                }
            }
        }
    }

    /// <summary>Fewer than 8 rows, whose values are interleaved. Returns how many columns are done.</summary>
    private static nint FewRows(float* source, nint sourceStride, float* target, nint rows, nint columns)
    {
        nint column = 0, length = rows * columns;
        if (rows <= Four)
        {
            for (; ((column + Four - 1) * rows) + Four <= length; column += Four)
            {
                VectorTiles.TransposeFour(source + column, sourceStride, target + (column * rows), rows, (int)rows, Four);
            }
        }
        else
        {
            for (; ((column + Eight - 1) * rows) + Eight <= length; column += Eight)
            {
                VectorTiles.TransposeEight(source + column, sourceStride, target + (column * rows), rows, (int)rows, Eight);
            }
        }

        return column;
    }

    /// <summary>Fewer than 8 columns, which are taken apart. Returns how many rows are done.</summary>
    private static nint FewColumns(float* source, nint sourceStride, float* target, nint targetStride, nint rows, nint columns, float* endOfSource)
    {
        nint row = 0, readable = (nint)(endOfSource - source);
        if (columns <= Four)
        {
            for (; row <= rows - Four && ((row + Four - 1) * sourceStride) + Four <= readable; row += Four)
            {
                VectorTiles.TransposeFour(source + (row * sourceStride), sourceStride, target + row, targetStride, Four, (int)columns);
            }
        }
        else
        {
            for (; row <= rows - Eight && ((row + Eight - 1) * sourceStride) + Eight <= readable; row += Eight)
            {
                VectorTiles.TransposeEight(source + (row * sourceStride), sourceStride, target + row, targetStride, Eight, (int)columns);
            }
        }

        return row;
    }
}
