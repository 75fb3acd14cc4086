namespace BatchNormGen.State.SafeTensors;

/// <summary>Writes a file as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, to the disk, and then puts what was written in its place.</summary>
    /// <remarks>
    /// Whatever happens on the way, there is the old file or the new one under the name, never a part. A link is followed, and a file that is replaced
    /// passes on its permissions.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the contents. If it throws, nothing is left behind but the old file.</param>
    /// <exception cref="IOException">The file cannot be written, for example because the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file must not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = FollowLinks(path);
        string temporary = Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Path.GetRandomFileName()}.tmp");

        // Without a buffer: closing it after a failure has nothing left to write, which could fail again and hide the cause.
        var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            using (file)
            {
                PassOnPermissions(target, file);
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static string FollowLinks(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static void PassOnPermissions(string target, FileStream file)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(target));
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the write fail is what the caller must hear of.
        }
    }
}
