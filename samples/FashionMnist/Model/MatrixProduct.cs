using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FashionMnist.Model;

/// <summary>
/// The product of two small matrices. Every element is summed in the order of the inner index, one multiplication and one addition at a
/// time: the result depends neither on the width of a vector nor on how many rows are computed together.
/// </summary>
internal static class MatrixProduct
{
    private const int BlockRows = 4;

    private static int BlockColumns => 2 * Vector<float>.Count;

    /// <summary>C (rows × columns) += A (rows × inner) · B (inner × columns). B and C are in C order; A is given by its strides.</summary>
    public static void Add(
        ReadOnlySpan<float> a, int aRowStride, int aColumnStride, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns)
    {
        // The blocks below read without bounds checks.
        if (rows <= 0 || inner <= 0 || columns <= 0
            || a.Length <= (rows - 1) * aRowStride + (inner - 1) * aColumnStride || b.Length < inner * columns || c.Length < rows * columns)
        {
            throw new ArgumentException($"The matrices are shorter than {rows} × {inner} × {columns} asks for.");
        }

        if (columns < BlockColumns)
        {
            AddNarrow(a, aRowStride, aColumnStride, b, c, rows, inner, columns);
            return;
        }

        for (int column = 0; column < columns; column += BlockColumns)
        {
            // The last block starts early enough to fit, and leaves out the columns it shares with the one before.
            int start = Math.Min(column, columns - BlockColumns);
            for (int row = 0; row < rows; row += BlockRows)
            {
                AddBlock(a, aRowStride, aColumnStride, b, c, row, rows, inner, columns, start, column - start);
            }
        }
    }

    /// <summary>Four rows by two vectors, in registers over the whole inner index.</summary>
    private static void AddBlock(
        ReadOnlySpan<float> a, int aRowStride, int aColumnStride, ReadOnlySpan<float> b, Span<float> c,
        int row, int rows, int inner, int columns, int column, int done)
    {
        // A block beyond the last row computes that row again and does not store it.
        ref float aStart = ref MemoryMarshal.GetReference(a);
        ref float a0 = ref Unsafe.Add(ref aStart, row * aRowStride);
        ref float a1 = ref Unsafe.Add(ref aStart, Math.Min(row + 1, rows - 1) * aRowStride);
        ref float a2 = ref Unsafe.Add(ref aStart, Math.Min(row + 2, rows - 1) * aRowStride);
        ref float a3 = ref Unsafe.Add(ref aStart, Math.Min(row + 3, rows - 1) * aRowStride);
        ref float bRow = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), column);

        Vector<float> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector<float> c20 = default, c21 = default, c30 = default, c31 = default;
        nint offset = 0;
        for (int i = 0; i < inner; i++)
        {
            Vector<float> b0 = Vector.LoadUnsafe(ref bRow);
            Vector<float> b1 = Vector.LoadUnsafe(ref bRow, (nuint)Vector<float>.Count);
            Vector<float> factor = new(Unsafe.Add(ref a0, offset));
            c00 += factor * b0;
            c01 += factor * b1;
            factor = new(Unsafe.Add(ref a1, offset));
            c10 += factor * b0;
            c11 += factor * b1;
            factor = new(Unsafe.Add(ref a2, offset));
            c20 += factor * b0;
            c21 += factor * b1;
            factor = new(Unsafe.Add(ref a3, offset));
            c30 += factor * b0;
            c31 += factor * b1;
            offset += aColumnStride;
            bRow = ref Unsafe.Add(ref bRow, columns);
        }

        Store(c, row, rows, columns, column, done, c00, c01);
        Store(c, row + 1, rows, columns, column, done, c10, c11);
        Store(c, row + 2, rows, columns, column, done, c20, c21);
        Store(c, row + 3, rows, columns, column, done, c30, c31);
    }

    /// <summary>Adds two vectors to a row of C, except for their first <paramref name="done"/> columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Span<float> c, int row, int rows, int columns, int column, int done, Vector<float> sum0, Vector<float> sum1)
    {
        if (row >= rows)
        {
            return;
        }

        Span<float> target = c.Slice(row * columns + column, BlockColumns);
        if (done == 0)
        {
            (new Vector<float>(target) + sum0).CopyTo(target);
            target = target[Vector<float>.Count..];
            (new Vector<float>(target) + sum1).CopyTo(target);
        }
        else
        {
            for (int i = done; i < BlockColumns; i++)
            {
                target[i] += i < Vector<float>.Count ? sum0[i] : sum1[i - Vector<float>.Count];
            }
        }
    }

    private static void AddNarrow(
        ReadOnlySpan<float> a, int aRowStride, int aColumnStride, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float sum = 0;
                for (int i = 0; i < inner; i++)
                {
                    sum += a[row * aRowStride + i * aColumnStride] * b[i * columns + column];
                }

                c[row * columns + column] += sum;
            }
        }
    }
}
