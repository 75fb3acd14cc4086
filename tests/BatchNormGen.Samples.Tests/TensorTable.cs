using System.Text.RegularExpressions;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Samples.Tests;

/// <summary>A table of a page that lists the tensors of a file: names in code type with alternatives in braces, and their shapes.</summary>
internal static partial class TensorTable
{
    /// <summary>The tensors of a batch normalization of PyTorch, for which <c>*</c> stands; the last one is a number without a shape.</summary>
    private static readonly string[] Normalization = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];

    /// <summary>Every tensor of the first table below a heading, as <c>name (extents)</c>.</summary>
    /// <param name="page">The page, from the repository's root.</param>
    /// <param name="heading">The heading, without its signs.</param>
    public static IEnumerable<string> Of(string page, string heading) =>
        from line in File.ReadLines(Path.Combine(Repository.Root, page))
            .SkipWhile(line => line.TrimStart('#') != $" {heading}")
            .SkipWhile(static line => !line.StartsWith('|'))
            .Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
        let cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries)
        from Match pattern in Code().Matches(cells[0])
        from name in Expand(pattern.Groups[1].Value)
        select $"{name} {(name.EndsWith(".num_batches_tracked", StringComparison.Ordinal) ? "()" : cells[1])}";

    private static IEnumerable<string> Expand(string pattern) =>
        Alternatives().Match(pattern) is { Success: true } braces
            ? braces.Groups[1].Value.Split(',').SelectMany(choice => Expand(pattern[..braces.Index] + choice + pattern[(braces.Index + braces.Length)..]))
            : pattern.EndsWith(".*", StringComparison.Ordinal) ? Normalization.Select(name => pattern[..^1] + name) : [pattern];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Alternatives();
}
