using BatchNormGen;

namespace FashionMnist.Model;

/// <summary>A network in a safetensors file. Whatever is wrong with a file is an exception with one line that names it.</summary>
internal static class NetworkFile
{
    private const int MostNames = 4;

    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public static void Save(LeNet network, string path)
    {
        var state = new StateDictionary();
        network.SaveState(state);
        try
        {
            state.Save(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: cannot be written ({OneLine(exception)})", exception);
        }
    }

    /// <exception cref="InvalidDataException">The file cannot be read, is damaged, or does not hold such a network.</exception>
    public static void Load(LeNet network, string path)
    {
        StateDictionary state = Read(path);
        CheckNames(network, state, path);
        try
        {
            network.LoadState(state);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {OneLine(exception)}", exception);
        }
    }

    private static StateDictionary Read(string path)
    {
        try
        {
            // Of a damaged file the library's own message says where, and names it.
            return StateDictionary.Load(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: missing", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: cannot be read ({OneLine(exception)})", exception);
        }
    }

    /// <summary>All names at once, before any layer looks for its own.</summary>
    private static void CheckNames(LeNet network, StateDictionary state, string path)
    {
        var expected = new StateDictionary();
        network.SaveState(expected);

        // PyTorch's counters are not needed, and files from elsewhere do not have them.
        string[] missing = [.. expected.Names.Except(state.Names).Where(name => !name.EndsWith(".num_batches_tracked", StringComparison.Ordinal))];
        string[] unexpected = [.. state.Names.Except(expected.Names)];
        if (missing.Length + unexpected.Length > 0)
        {
            IEnumerable<string> faults = [.. Describe(missing, "missing"), .. Describe(unexpected, "unexpected")];
            throw new InvalidDataException($"{path}: not a file of this network; {string.Join("; ", faults)}");
        }
    }

    private static IEnumerable<string> Describe(string[] names, string fault)
    {
        if (names.Length > 0)
        {
            string more = names.Length > MostNames ? $" and {names.Length - MostNames} more" : "";
            yield return $"{fault}: {string.Join(", ", names.Take(MostNames))}{more}";
        }
    }

    private static string OneLine(Exception exception) => exception.Message.TrimEnd('.').ReplaceLineEndings(" ");
}
