using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.CommandLine;

/// <summary>Options that several commands have, and the kinds of values they take.</summary>
internal static class CommonOptions
{
    public static Option<bool> Quick(string description) => new("--quick") { Description = description };

    public static Option<int?> Rounds(int full, int quick) =>
        WholeNumber("--rounds", 1, int.MaxValue, $"Another number of rounds (default: {full}, quick {quick}).");

    /// <summary>One thread, and two where the machine has them.</summary>
    public static IReadOnlyList<int> DefaultThreads => Environment.ProcessorCount > 1 ? [1, 2] : [1];

    public static Option<IReadOnlyList<int>?> Threads() => List<int>(
        "--threads", "Thread counts (default: 1 and 2).", "whole numbers from 1",
        static word => int.TryParse(word, out int count) && count > 0 ? [count] : null);

    public static Option<OutputFolder> Output() => new("--output")
    {
        Description = "Where tables and charts go.",
        HelpName = "folder",
        DefaultValueFactory = static _ => new OutputFolder("benchmark-results"),
        CustomParser = static result => new OutputFolder(result.Tokens[0].Value),
    };

    public static Option<int?> WholeNumber(string name, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => Number(result, name, least, most),
    };

    /// <summary>Comma-separated values, of which each becomes something else; where one cannot, what was expected is said.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">The help text.</param>
    /// <param name="expected">What the values are.</param>
    /// <param name="read">What a value stands for; null where it cannot be taken.</param>
    public static Option<IReadOnlyList<T>?> List<T>(string name, string description, string expected, Func<string, IReadOnlyList<T>?> read) => new(name)
    {
        Description = description,
        HelpName = "a,b",
        CustomParser = result =>
        {
            List<T> values = [];
            foreach (string word in result.Tokens[0].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (read(word) is not { } some)
                {
                    result.AddError($"{name} are {expected}, not '{word}'");
                    return null;
                }

                values.AddRange(some);
            }

            return values;
        },
    };

    private static int? Number(ArgumentResult result, string name, int least, int most)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
        {
            return value;
        }

        result.AddError($"{name} must be a whole number from {least}{(most == int.MaxValue ? "" : $" to {most}")}, not '{text}'");
        return null;
    }
}
