using System.Runtime.CompilerServices;

namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>Walks through memory without arithmetic, a line after the other.</summary>
internal static unsafe class LineWalks<TLine>
    where TLine : struct, ILine<TLine>
{
    /// <summary>The numbers of a line.</summary>
    private const int Line = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TLine Read(float* source, nint lines)
    {
        TLine a = default, b = default, c = default, d = default;
        for (; lines >= 4; lines -= 4, source += 4 * Line)
        {
            a |= TLine.Load(source);
            b |= TLine.Load(source + Line);
            c |= TLine.Load(source + (2 * Line));
            d |= TLine.Load(source + (3 * Line));
        }

        for (; lines > 0; lines--, source += Line)
        {
            a |= TLine.Load(source);
        }

        return a | b | c | d;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Copy(float* source, float* destination, nint lines, bool stream)
    {
        if (stream)
        {
            for (; lines > 0; lines--, source += Line, destination += Line)
            {
                TLine.Stream(TLine.Load(source), destination);
            }
        }
        else
        {
            for (; lines > 0; lines--, source += Line, destination += Line)
            {
                TLine.Store(TLine.Load(source), destination);
            }
        }
    }

    /// <summary>Reads two, writes one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Combine(float* first, float* second, float* destination, nint lines, bool stream)
    {
        if (stream)
        {
            for (; lines > 0; lines--, first += Line, second += Line, destination += Line)
            {
                TLine.Stream(TLine.Load(first) | TLine.Load(second), destination);
            }
        }
        else
        {
            for (; lines > 0; lines--, first += Line, second += Line, destination += Line)
            {
                TLine.Store(TLine.Load(first) | TLine.Load(second), destination);
            }
        }
    }

    /// <summary>Copies, and reads as many lines elsewhere at the same time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TLine CopyReading(float* source, float* destination, float* next, nint lines, bool stream)
    {
        TLine seen = default;
        if (stream)
        {
            for (; lines > 0; lines--, source += Line, destination += Line, next += Line)
            {
                TLine.Stream(TLine.Load(source), destination);
                seen |= TLine.Load(next);
            }
        }
        else
        {
            for (; lines > 0; lines--, source += Line, destination += Line, next += Line)
            {
                TLine.Store(TLine.Load(source), destination);
                seen |= TLine.Load(next);
            }
        }

        return seen;
    }

    /// <summary>Reads two, writes one, and reads as many lines of both inputs elsewhere at the same time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TLine CombineReading(float* first, float* second, float* destination, nint next, nint lines, bool stream)
    {
        TLine seen = default;
        if (stream)
        {
            for (; lines > 0; lines--, first += Line, second += Line, destination += Line)
            {
                TLine.Stream(TLine.Load(first) | TLine.Load(second), destination);
                seen |= TLine.Load(first + next) | TLine.Load(second + next);
            }
        }
        else
        {
            for (; lines > 0; lines--, first += Line, second += Line, destination += Line)
            {
                TLine.Store(TLine.Load(first) | TLine.Load(second), destination);
                seen |= TLine.Load(first + next) | TLine.Load(second + next);
            }
        }

        return seen;
    }
}
