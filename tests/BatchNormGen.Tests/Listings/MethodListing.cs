using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchNormGen.Tests.Listings;

/// <summary>A method in the JIT's own listing (<c>DOTNET_JitDisasm</c>) for x64.</summary>
/// <param name="Name">The method with its type and the types it is compiled for.</param>
/// <param name="Instructions">Its instructions, in the order of their addresses.</param>
/// <param name="Loops">The ranges of instructions that a jump back encloses.</param>
/// <param name="Bytes">The size of its machine code.</param>
internal sealed partial record MethodListing(string Name, IReadOnlyList<string> Instructions, IReadOnlyList<Range> Loops, int Bytes)
{
    /// <summary>The loops that hold no other.</summary>
    public IEnumerable<Range> InnerLoops => Loops.Where(loop => !Loops.Any(other => !other.Equals(loop) && IsWithin(other, loop)));

    /// <summary>The instructions that call.</summary>
    public IEnumerable<string> Calls => Instructions.Where(static instruction => Call.IsMatch(instruction));

    /// <summary>The instructions of inner loops that read a vector from the stack or write one to it: those of registers that do not suffice.</summary>
    public IEnumerable<string> InnerSpills => InnerLoops
        .SelectMany(Instructions.Take)
        .Where(static instruction => OnStack.IsMatch(instruction) && Vector.IsMatch(instruction));

    [GeneratedRegex(@"^(call|tail\.jmp|rex\.jmp)\b")]
    private static partial Regex Call { get; }

    [GeneratedRegex(@"\[(rsp|rbp)\b")]
    private static partial Regex OnStack { get; }

    [GeneratedRegex(@"\b[xyz]mm\d")]
    private static partial Regex Vector { get; }

    [GeneratedRegex(@"^; Assembly listing for method (?<name>.+) \((?<tier>[^()]+)\)$")]
    private static partial Regex Beginning { get; }

    [GeneratedRegex(@"^; Total bytes of code (?<bytes>\d+)")]
    private static partial Regex End { get; }

    [GeneratedRegex(@"^(?<label>G_M\w+):")]
    private static partial Regex Label { get; }

    [GeneratedRegex(@"^j\w+\s+(SHORT\s+)?(?<label>G_M\w+)$")]
    private static partial Regex Jump { get; }

    /// <summary>The methods of a listing, those that are fully optimized only.</summary>
    /// <exception cref="FormatException">A method has no end, or jumps to where there is nothing.</exception>
    public static IEnumerable<MethodListing> Parse(IEnumerable<string> lines)
    {
        string? name = null;
        List<string> body = [];
        foreach (string line in lines)
        {
            if (Beginning.Match(line) is { Success: true } beginning)
            {
                if (name is not null)
                {
                    throw new FormatException($"The listing of {name} has no end.");
                }

                name = beginning.Groups["tier"].Value == "FullOpts" ? beginning.Groups["name"].Value : null;
                body.Clear();
            }
            else if (name is not null && End.Match(line) is { Success: true } end)
            {
                yield return Of(name, body, int.Parse(end.Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture));
                name = null;
            }
            else
            {
                body.Add(line);
            }
        }

        if (name is not null)
        {
            throw new FormatException($"The listing of {name} has no end.");
        }
    }

    private static MethodListing Of(string name, List<string> lines, int bytes)
    {
        List<string> instructions = [];
        Dictionary<string, int> labels = [];
        foreach (string line in lines)
        {
            if (Label.Match(line) is { Success: true } label)
            {
                labels.Add(label.Groups["label"].Value, instructions.Count);
            }
            else if (line.StartsWith(' ') && line.Split(';')[0].Trim() is { Length: > 0 } instruction)
            {
                instructions.Add(instruction);
            }
        }

        List<Range> loops = [];
        for (int i = 0; i < instructions.Count; i++)
        {
            if (Jump.Match(instructions[i]) is not { Success: true } jump)
            {
                continue;
            }

            if (!labels.TryGetValue(jump.Groups["label"].Value, out int target))
            {
                throw new FormatException($"{name} jumps to {jump.Groups["label"].Value}, which its listing lacks.");
            }

            if (target <= i)
            {
                loops.Add(target..(i + 1));
            }
        }

        return new(name, instructions, loops, bytes);
    }

    private static bool IsWithin(Range inner, Range outer) =>
        outer.Start.Value <= inner.Start.Value && inner.End.Value <= outer.End.Value;
}
