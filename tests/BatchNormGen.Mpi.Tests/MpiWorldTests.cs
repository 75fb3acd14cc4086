namespace BatchNormGen.Mpi.Tests;

[Collection(nameof(OneAtATime))]
public sealed class MpiWorldTests
{
    [MpiTheory]
    [InlineData(Implementation.OpenMpi, 4)]
    [InlineData(Implementation.Mpich, 2)]
    public void A_world_splits_by_color_in_the_order_of_the_keys(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "split").RequireSuccess();
        for (int rank = 0; rank < processes; rank++)
        {
            int[] part = [.. Enumerable.Range(0, processes).Where(other => other % 2 == rank % 2).Reverse()];

            // Channel 0 of a member is 0 and 7, times its rank in the world and 1.
            float mean = part.Average(static other => 3.5f * (other + 1));
            Assert.Equal([FormattableString.Invariant($"{Array.IndexOf(part, rank)} of {part.Length}, ranks {part.Sum()}, mean {mean}, all {processes}")], lines[rank]);
        }
    }

    [MpiTheory]
    [InlineData(Implementation.OpenMpi, 3)]
    [InlineData(Implementation.Mpich, 2)]
    public void A_bad_split_is_an_exception_on_all_which_go_on(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "split-badly").RequireSuccess();
        Assert.All(lines, line =>
        {
            Assert.Contains($"got -1 on rank 1 of {processes}", line[0], StringComparison.Ordinal);
            Assert.StartsWith("CollectiveException", line[1], StringComparison.Ordinal);
            Assert.Equal($"goes on: {processes}", line[2]);
        });
    }

    [MpiTheory, InlineData(Implementation.OpenMpi), InlineData(Implementation.Mpich)]
    public void A_process_starts_once(Implementation implementation) =>
        Assert.Contains("expected Start to be called once", Assert.Single(MpiRun.Run(implementation, 1, "start-again").RequireSuccess()[0]), StringComparison.Ordinal);

    [MpiTheory]
    [InlineData(Implementation.OpenMpi, "libmpich.so.12", "Open MPI's mpirun started 2 processes, but MPICH")]
    [InlineData(Implementation.Mpich, "libmpi.so.40", "MPICH's mpirun, or one like it, started 2 processes, but Open MPI")]
    public void A_library_of_another_launcher_is_refused(Implementation implementation, string library, string message)
    {
        string[] variable = implementation == Implementation.OpenMpi ? ["-x", $"{MpiOptions.LibraryVariable}={library}"] : ["-env", MpiOptions.LibraryVariable, library];
        JobResult job = MpiRun.RunWith(implementation, 2, variable, "bits");
        Assert.NotEqual(0, job.ExitCode);
        Assert.Contains(message, job.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libnone.so.1", "System.DllNotFoundException: MpiWorld: the MPI library 'libnone.so.1' could not be loaded")]
    [InlineData("libc.so.6", "System.NotSupportedException: MpiWorld: 'libc.so.6' is no library of MPI 3 or later")]
    public void A_library_that_is_none_is_refused(string library, string message)
    {
        CommandResult job = MpiRun.RunAlone([(MpiOptions.LibraryVariable, library)], "bits");
        Assert.NotEqual(0, job.ExitCode);
        Assert.Contains(message, job.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_library_that_cannot_be_loaded_another_one_may_be_tried()
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            Assert.Throws<DllNotFoundException>(static () => MpiWorld.Start(new MpiOptions { Library = "libnone.so.1" }));
        }
    }

    [Fact]
    public void What_is_not_installed_is_said_with_how_to_get_it()
    {
        string message = MpiErrors.NotInstalled(["libmpi.so.40"]).Message;
        Assert.Contains("libmpi.so.40", message, StringComparison.Ordinal);
        Assert.Contains("apt-get install openmpi-bin", message, StringComparison.Ordinal);
        Assert.Contains("conda install", message, StringComparison.Ordinal);
        Assert.Contains(MpiOptions.LibraryVariable, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_limit_is_five_minutes_and_checked()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), new MpiOptions().Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, new MpiOptions { Timeout = Timeout.InfiniteTimeSpan }.Timeout);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MpiOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MpiOptions { Timeout = TimeSpan.FromSeconds(-2) });
    }

    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE", "4", 4, true)]
    [InlineData("PMI_SIZE", "2", 2, false)]
    public void A_launcher_is_known_by_what_it_leaves(string variable, string value, int processes, bool isOpenMpi)
    {
        Launcher? launcher = Launcher.Find(name => name == variable ? value : null);
        Assert.Equal(processes, launcher?.Processes);
        Assert.Equal(isOpenMpi, launcher?.IsOpenMpi);
    }

    [Fact]
    public void Without_a_launcher_there_is_none()
    {
        Assert.Null(Launcher.Find(static _ => null));
        Assert.Null(Launcher.Find(static _ => "many"));
    }

    [Fact]
    public void The_library_of_the_launcher_is_looked_for_first()
    {
        Assert.Equal("libmpich.so.12", MpiLibrary.Candidates(new Launcher("MPICH's", 2, IsOpenMpi: false)).First(static name => !Path.IsPathRooted(name)));
        Assert.Equal("libmpi_abi.so.0", MpiLibrary.Candidates(new Launcher("Open MPI's", 2, IsOpenMpi: true)).First(static name => !Path.IsPathRooted(name)));
        Assert.Equal(MpiLibrary.Candidates(null).Order(), MpiLibrary.Candidates(new Launcher("MPICH's", 2, IsOpenMpi: false)).Order());
    }
}
