using BatchNormGen;

namespace FashionMnist;

/// <summary>A network in a safetensors file. Whatever is wrong with a file is an exception with one line that names it.</summary>
internal static class NetworkFile
{
    private const int MostFaults = 4;

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
        try
        {
            network.LoadState(state);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: not a file of this network; {Faults(exception)}", exception);
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

    /// <summary>The library lists all that is wrong, a line each.</summary>
    private static string Faults(InvalidDataException exception)
    {
        const string Bullet = "- ";
        string[] faults = [.. exception.Message.Split('\n').Where(line => line.StartsWith(Bullet, StringComparison.Ordinal)).Select(line => line[Bullet.Length..].TrimEnd('.'))];
        string more = faults.Length > MostFaults ? $"; and {faults.Length - MostFaults} more" : "";
        return string.Join("; ", faults.Take(MostFaults)) + more;
    }

    private static string OneLine(Exception exception) => exception.Message.TrimEnd('.').ReplaceLineEndings(" ");
}
