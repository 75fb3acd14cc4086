using System.Globalization;

namespace BatchNormGen.Benchmarks.CommandLine;

/// <summary>The words behind the command: <c>--name value</c>, <c>--name=value</c> or <c>--switch</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _values = [];

    public Arguments(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string[] parts = words[i].Split('=', 2);
            if (!parts[0].StartsWith("--", StringComparison.Ordinal))
            {
                throw new UsageException($"unexpected '{words[i]}'");
            }

            bool valueFollows = parts.Length == 1 && i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal);
            _values[parts[0]] = parts.Length == 2 ? parts[1] : valueFollows ? words[++i] : null;
        }
    }

    public bool Switch(string name)
    {
        if (!_values.Remove(name, out string? value))
        {
            return false;
        }

        return value is null ? true : throw new UsageException($"{name} takes no value, not '{value}'");
    }

    public string? Text(string name)
    {
        if (!_values.Remove(name, out string? value))
        {
            return null;
        }

        return value ?? throw new UsageException($"{name} needs a value");
    }

    public int? Integer(string name, int least)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw new UsageException($"{name} must be a whole number from {least}, not '{text}'");
    }

    /// <summary>Comma-separated.</summary>
    public IReadOnlyList<string>? List(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Fails where there are words that no command asked for.</summary>
    public void RequireAllTaken()
    {
        if (_values.Count > 0)
        {
            throw new UsageException($"unknown option '{_values.Keys.First()}'");
        }
    }
}
