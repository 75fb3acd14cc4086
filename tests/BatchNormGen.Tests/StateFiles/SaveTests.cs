using BatchNormGen.State.SafeTensors;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>A file on the disk is the old one or the new one, whatever happens.</summary>
public sealed class SaveTests
{
    [Fact]
    public void A_saved_file_loads_and_may_be_replaced()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state.safetensors");
        StateDictionary first = Sample(1);
        first.Save(path);
        SafeTensorsFile.AssertEqual(first, StateDictionary.Load(path));

        StateDictionary second = Sample(1000);
        second.Save(path);
        SafeTensorsFile.AssertEqual(second, StateDictionary.Load(path));
        Assert.Equal(SafeTensorsFile.Save(second), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_relative_path_is_one_to_the_current_folder()
    {
        string name = $"{Guid.NewGuid()}.safetensors";
        try
        {
            Sample(1).Save(name);
            Assert.True(File.Exists(Path.GetFullPath(name)));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void The_old_file_stands_until_the_new_one_is_complete()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        AtomicFile.Write(path, stream =>
        {
            stream.Write([4, 5]);
            Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
            Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
        });
        Assert.Equal([4, 5], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_write_that_fails_halfway_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("No space left on device", error.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_state_too_large_for_a_header_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        StateDictionary state = Sample(1);
        state.SetMetadata("notes", new string('x', 100_000_000));
        Assert.Contains("100000000 bytes", Assert.Throws<InvalidOperationException>(() => state.Save(path)).Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_file_that_cannot_take_its_place_is_deleted()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("folder");
        Directory.CreateDirectory(path);
        Exception? error = Record.Exception(() => Sample(1).Save(path));
        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_must_exist_and_be_writable()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => Sample(1).Save(Path.Combine(folder.Path, "none", "state.safetensors")));
        Assert.Throws<ArgumentException>(() => Sample(1).Save(""));
        Assert.Throws<ArgumentNullException>(() => Sample(1).Save((string)null!));
        Assert.Throws<ArgumentNullException>(() => Sample(1).Save((Stream)null!));
        if (OperatingSystem.IsLinux())
        {
            // Nobody can make a file there, not even an administrator.
            Exception? error = Record.Exception(() => Sample(1).Save("/proc/state.safetensors"));
            Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        }
    }

    [Fact]
    public void A_link_and_the_permissions_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string link = folder.File("link");
        string path = folder.File("state.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, path);
        Sample(3).Save(link);
        Assert.Equal(path, new FileInfo(link).LinkTarget);
        SafeTensorsFile.AssertEqual(Sample(3), StateDictionary.Load(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_stream_is_written_from_its_position_and_left_open()
    {
        var stream = new MemoryStream();
        stream.WriteByte(42);
        Sample(2).Save(stream);
        byte[] expected = SafeTensorsFile.Save(Sample(2));
        Assert.Equal([42, .. expected], stream.ToArray());
        Assert.Equal(1 + expected.Length, stream.Position);

        stream.Position = 1;
        SafeTensorsFile.AssertEqual(Sample(2), StateDictionary.Load(stream));
        Assert.True(stream.CanRead);
        Assert.Throws<NotSupportedException>(() => Sample(2).Save(new MemoryStream([], writable: false)));
    }

    private static StateDictionary Sample(int length)
    {
        var state = new StateDictionary();
        state.Set("norm.weight", StateTensor.Create<float>(Enumerable.Repeat(1.5f, length).ToArray(), length));
        state.Set("norm.num_batches_tracked", StateTensor.Create([(long)length]));
        state.SetMetadata("format", "pt");
        return state;
    }
}
