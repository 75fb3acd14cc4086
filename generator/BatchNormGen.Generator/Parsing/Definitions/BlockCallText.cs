using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>How a message ends about something inside a block: with the call of the block in the definition, by which the numbers came.</summary>
internal static class BlockCallText
{
    /// <summary>The outermost call, as the compiler counts lines; with its file where that is not the one at fault. Empty outside of blocks.</summary>
    /// <param name="frame">The call in which something is wrong; null outside of all.</param>
    /// <param name="fault">The place that is reported.</param>
    public static string Of(Frame? frame, Location fault)
    {
        if (frame?.Outermost is not { CallSite: { } site } call)
        {
            return string.Empty;
        }

        FileLinePositionSpan line = site.GetMappedLineSpan();
        string file = line.Path == fault.GetMappedLineSpan().Path ? string.Empty : $" of {line.Path.Substring(line.Path.LastIndexOfAny(['/', '\\']) + 1)}";
        return $" (in the block '{call.Method.Name}', called at line {NumberText.Of(line.StartLinePosition.Line + 1)}{file})";
    }
}
