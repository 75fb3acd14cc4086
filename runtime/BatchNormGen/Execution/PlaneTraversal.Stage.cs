using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

internal readonly unsafe partial struct PlaneTraversal<T, TKernel>
{
    /// <summary>Where the results of small planes wait until they fill whole 64 bytes, which are then streamed.</summary>
    /// <remarks>
    /// Planes of 49 positions begin and end anywhere. Their kernels write through the cache, to some kilobytes that stay in it; what is
    /// streamed is a copy of these, and runs on from plane to plane.
    /// </remarks>
    private static class Stage
    {
        /// <summary>The bytes of the results that wait, and the largest plane that does; the ends of larger ones do not show.</summary>
        private const int Bytes = 4096;

        /// <summary>Whether planes do not begin and end at whole 64 bytes anyway.</summary>
        public static bool IsNeeded(T* result, nint positions) =>
            positions * sizeof(T) <= Bytes && ((nuint)result % 64 != 0 || positions * sizeof(T) % 64 != 0);

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Map<TMap, TLanes, TResult>(TMap map, nint at, int c, T* result, nint run, nint positions)
            where TMap : struct, IPlaneMap
            where TLanes : struct, ILanes<TLanes, T>
            where TResult : struct, ILanes<TResult, T>
        {
            byte* memory = stackalloc byte[Bytes + (3 * 64)];
            T* stage = (T*)(((nuint)memory + 63) / 64 * 64);

            // What lies in the stage from its beginning on belongs to a line of 64 bytes; the first values of the first are not ours.
            nint strange = (nint)((nuint)result % 64) / sizeof(T);
            T* line = result - strange;
            nint filled = strange;
            nint step = Math.Max(1, Bytes / sizeof(T) / positions);
            for (nint done = 0; done < run; done += step)
            {
                nint planes = Math.Min(step, run - done);
                map.Map<TLanes>(at + (done * positions), c + (int)done, stage + filled, planes, positions);
                filled += planes * positions;
                nint whole = filled / Lanes * Lanes;
                nint streamed = 0;
                if (strange > 0 && whole > 0)
                {
                    Copy(stage, line, strange, Lanes);
                    strange = 0;
                    streamed = Lanes;
                }

                for (; streamed < whole; streamed += Lanes)
                {
                    TResult.Store(TResult.Load(in *stage, streamed), ref *line, streamed);
                }

                TLanes.Store(TLanes.Load(in *stage, whole), ref *stage, 0);
                line += whole;
                filled -= whole;
            }

            Copy(stage, line, strange, filled);
        }

        private static int Lanes => 64 / sizeof(T);

        private static void Copy(T* source, T* destination, nint first, nint end) =>
            new ReadOnlySpan<T>(source + first, (int)(end - first)).CopyTo(new Span<T>(destination + first, (int)(end - first)));
    }
}
