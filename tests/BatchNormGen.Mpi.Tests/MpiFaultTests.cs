namespace BatchNormGen.Mpi.Tests;

/// <summary>What one process does wrong ends well on all: with the same exception, or with the end of the job.</summary>
[Collection(nameof(OneAtATime))]
public sealed class MpiFaultTests
{
    public static TheoryData<Implementation, int> Sizes => new() { { Implementation.OpenMpi, 3 }, { Implementation.Mpich, 2 } };

    [MpiTheory, MemberData(nameof(Sizes))]
    public void A_bad_call_of_one_process_is_the_same_exception_on_all_which_go_on(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "bad-call").RequireSuccess();
        Assert.StartsWith("CollectiveException", lines[0][0], StringComparison.Ordinal);
        Assert.Contains($"Row7.ForwardTraining failed on rank 1 of {processes}", lines[0][0], StringComparison.Ordinal);
        Assert.Contains("expected y to be as long as x, 28; got 27", lines[0][0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal([lines[0][0], "goes on: 1"], line));
    }

    [MpiTheory, MemberData(nameof(Sizes))]
    public void A_bad_call_of_a_model_in_one_process_is_the_same_exception_on_all(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "bad-model-call").RequireSuccess();
        Assert.Contains($"Blocks.ForwardTraining failed on rank 1 of {processes}", lines[0][0], StringComparison.Ordinal);
        Assert.Contains("expected the length of y to be 10 (2 samples of (5)), got 9", lines[0][0], StringComparison.Ordinal);
        Assert.Contains($"Blocks.Backward failed on rank 1 of {processes}", lines[0][1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal([lines[0][0], lines[0][1], "goes on: 1"], line));
    }

    [MpiTheory, MemberData(nameof(Sizes))]
    public void A_missed_call_is_the_same_exception_on_all(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "missed-call").RequireSuccess();
        Assert.Contains("Row7.ForwardTraining (layer 1, 7 channels of floats)", lines[0][0], StringComparison.Ordinal);
        Assert.Contains("rank 1 calls", lines[0][0], StringComparison.Ordinal);
        Assert.Contains("Row83.ForwardTraining (layer 2, 83 channels of floats)", lines[0][0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal([lines[0][0]], line));
    }

    [MpiTheory, MemberData(nameof(Sizes))]
    public void A_process_that_sleeps_is_a_timeout_that_names_the_layer(Implementation implementation, int processes)
    {
        JobResult job = MpiRun.Run(implementation, processes, "sleep", "2");
        Assert.NotEqual(0, job.ExitCode);
        string[] lines = job.Lines[0];
        Assert.Contains($"Row7.ForwardTraining, exchange 0: rank 0 of {processes} waited for the others in vain", lines[0], StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: MpiWorld: the world is of no use", lines[1], StringComparison.Ordinal);
        Assert.Empty(job.Lines[1]);
    }

    [MpiTheory, MemberData(nameof(Sizes))]
    public void A_process_that_leaves_early_ends_the_job(Implementation implementation, int processes)
    {
        JobResult job = MpiRun.Run(implementation, processes, "leave", "2");
        Assert.NotEqual(0, job.ExitCode);
        Assert.Contains($"rank 1 of {processes} has left", job.Output, StringComparison.Ordinal);
    }

    [MpiTheory]
    [InlineData(Implementation.OpenMpi, 3, "leave-waited", 1)]
    [InlineData(Implementation.Mpich, 2, "leave-waited", 1)]
    [InlineData(Implementation.OpenMpi, 4, "leave-waited-in-part", 2)]
    [InlineData(Implementation.Mpich, 2, "leave-waited-in-part", 0)]
    public void A_process_that_others_wait_for_when_it_leaves_is_an_exception_at_once(Implementation implementation, int processes, string job, int rank)
    {
        JobResult result = MpiRun.Run(implementation, processes, job);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($"rank 1 of {processes} has left while other processes wait for it", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Lines[1]);
        string[] lines = result.Lines[0];
        Assert.StartsWith($"CollectiveException: BatchNormGen.MpiJob.Row7.ForwardTraining, exchange 1: MpiWorld: rank {rank} of {processes} has left", lines[0], StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: MpiWorld: the world is of no use", lines[1], StringComparison.Ordinal);
    }

    [MpiTheory, MemberData(nameof(Sizes))]
    public void Processes_leave_apart_when_all_exchanges_are_over(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "leave-apart").RequireSuccess();
        Assert.All(lines, line => Assert.Equal([$"{processes * processes}"], line));
    }

    [MpiTheory, MemberData(nameof(Sizes))]
    public void A_process_that_ends_without_disposing_leaves(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "leave-by-exit").RequireSuccess();
        Assert.All(lines, line => Assert.Equal([$"{processes}"], line));
    }

    [MpiTheory, MemberData(nameof(Sizes))]
    public void A_world_that_was_left_is_of_no_use_nor_are_its_parts(Implementation implementation, int processes)
    {
        string[][] lines = MpiRun.Run(implementation, processes, "use-after-leaving").RequireSuccess();
        Assert.All(lines, static line => Assert.Equal(4, line.Count(static text => text.StartsWith("ObjectDisposedException", StringComparison.Ordinal))));
    }

    [MpiTheory]
    [InlineData(Implementation.OpenMpi, 3, "kill")]
    [InlineData(Implementation.OpenMpi, 3, "throw")]
    [InlineData(Implementation.OpenMpi, 3, "exit")]
    [InlineData(Implementation.OpenMpi, 3, "exit-well")]
    [InlineData(Implementation.OpenMpi, 3, "abort")]
    [InlineData(Implementation.Mpich, 2, "kill")]
    [InlineData(Implementation.Mpich, 2, "throw")]
    [InlineData(Implementation.Mpich, 2, "exit")]
    [InlineData(Implementation.Mpich, 2, "exit-well")]
    [InlineData(Implementation.Mpich, 2, "abort")]
    public void A_process_that_dies_ends_the_job(Implementation implementation, int processes, string death)
    {
        JobResult job = MpiRun.Run(implementation, processes, death);
        Assert.NotEqual(0, job.ExitCode);
        Assert.All(job.Lines, Assert.Empty);
    }

    [MpiTheory]
    [InlineData(Implementation.OpenMpi)]
    [InlineData(Implementation.OpenMpi, "--mca", "pml", "ucx", "--mca", "pml_ucx_tls", "any", "--mca", "pml_ucx_devices", "any")]
    [InlineData(Implementation.Mpich)]
    public void Exceptions_that_come_from_signals_are_caught(Implementation implementation, params string[] options)
    {
        string[][] lines = MpiRun.RunWith(implementation, 2, options, "caught").RequireSuccess();
        Assert.All(lines, static line =>
        {
            Assert.Equal(6, line.Length);
            Assert.Equal(3, line.Count(static text => text.StartsWith("NullReferenceException", StringComparison.Ordinal)));
            Assert.Equal(3, line.Count(static text => text.StartsWith("DivideByZeroException", StringComparison.Ordinal)));
        });
    }
}
