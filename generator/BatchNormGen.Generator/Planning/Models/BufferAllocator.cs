using System;
using System.Collections.Generic;
using System.Linq;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>Gives out memory in an arena: the first room that is free.</summary>
internal sealed class BufferAllocator
{
    /// <summary>Places begin at whole cache lines, whatever the batch: so many values.</summary>
    private const int Alignment = Machine.LanesBytes / sizeof(float);

    private readonly List<(long Start, long End)> _taken = [];

    /// <summary>The length that the arena needs.</summary>
    public long Length { get; private set; }

    /// <summary>Takes room for so many values.</summary>
    public long Take(long length)
    {
        long padded = (length + Alignment - 1) / Alignment * Alignment, start = 0;
        foreach ((long begin, long end) in _taken.OrderBy(static taken => taken.Start))
        {
            if (start + padded <= begin)
            {
                break;
            }

            start = Math.Max(start, end);
        }

        _taken.Add((start, start + padded));
        Length = Math.Max(Length, start + padded);
        return start;
    }

    /// <summary>Gives room back.</summary>
    public void Free(long start) => _taken.RemoveAll(taken => taken.Start == start);
}
