using System.Runtime.CompilerServices;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models;

/// <summary>Brings maps from one order in memory into the other: the transposition of each sample. No value is changed.</summary>
internal static unsafe class MapLayout
{
    /// <summary>The positions that threads divide samples at: two lines of the cache.</summary>
    private const int PositionsOfBlock = 32;

    /// <summary>From (samples, channels, positions) to (samples, positions, channels).</summary>
    /// <param name="planes">The maps, channels first.</param>
    /// <param name="rows">Receives them, channels last; shares no memory with <paramref name="planes"/>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The number of positions of a map: height · width.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void ToChannelsLast(float* planes, float* rows, int channels, int positions, nint samples, int threads) =>
        Transpose(planes, rows, channels, positions, samples, threads, &ToChannelsLast);

    /// <summary>From (samples, positions, channels) to (samples, channels, positions).</summary>
    /// <param name="rows">The maps, channels last.</param>
    /// <param name="planes">Receives them, channels first; shares no memory with <paramref name="rows"/>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The number of positions of a map: height · width.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void ToChannelsFirst(float* rows, float* planes, int channels, int positions, nint samples, int threads) =>
        Transpose(rows, planes, channels, positions, samples, threads, &ToChannelsFirst);

    private static void Transpose(float* source, float* target, int channels, int positions, nint samples, int threads, delegate*<void*, nint, void> body)
    {
        Call call = new()
        {
            Source = source,
            Target = target,
            Channels = channels,
            Positions = positions,
            EndOfSource = source + (samples * channels * positions),
            Blocks = (positions + PositionsOfBlock - 1) / PositionsOfBlock,
        };
        call.Pieces = new(samples, call.Blocks, threads);
        WorkPartition.For(call.Pieces.Count, threads, body, &call);
    }

    private static void ToChannelsLast(void* call, nint piece)
    {
        Call* maps = (Call*)call;
        nint channels = maps->Channels, positions = maps->Positions;
        foreach ((nint start, nint first, nint count) in new Parts(maps, piece))
        {
            MatrixTransposition.Run(maps->Source + start + first, positions, maps->Target + start + (first * channels), channels, channels, count, maps->EndOfSource);
        }
    }

    private static void ToChannelsFirst(void* call, nint piece)
    {
        Call* maps = (Call*)call;
        nint channels = maps->Channels, positions = maps->Positions;
        foreach ((nint start, nint first, nint count) in new Parts(maps, piece))
        {
            MatrixTransposition.Run(maps->Source + start + (first * channels), channels, maps->Target + start + first, positions, count, channels, maps->EndOfSource);
        }
    }

    private struct Call
    {
        public float* Source;
        public float* Target;
        public float* EndOfSource;
        public nint Channels;
        public nint Positions;
        public nint Blocks;
        public RowPieces Pieces;
    }

    /// <summary>The parts of samples that a piece consists of: where the sample begins, the first of its positions, and how many.</summary>
    private ref struct Parts(Call* maps, nint piece)
    {
        private readonly nint _end = maps->Pieces[piece].End;
        private nint _next = maps->Pieces[piece].First;

        public (nint Start, nint First, nint Count) Current { get; private set; }

        public readonly Parts GetEnumerator() => this;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_next == _end)
            {
                return false;
            }

            (nint sample, nint block) = Math.DivRem(_next, maps->Blocks);
            nint blocks = Math.Min(maps->Blocks - block, _end - _next), first = block * PositionsOfBlock;
            Current = (sample * maps->Channels * maps->Positions, first, Math.Min(blocks * PositionsOfBlock, maps->Positions - first));
            _next += blocks;
            return true;
        }
    }
}
