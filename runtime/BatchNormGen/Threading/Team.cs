namespace BatchNormGen.Threading;

/// <summary>The threads that work on one call of a model: those that have helped with one layer wait for the next, since one that has gone to sleep takes long to come.</summary>
internal readonly ref struct Team : IDisposable
{
    [ThreadStatic]
    private static PartitionedJob? t_job;

    private readonly PartitionedJob? _gathered;

    private Team(PartitionedJob? gathered) => _gathered = gathered;

    /// <summary>Keeps together the helpers that come to the calling thread, until the team is disposed of. Inside a team this is the same one.</summary>
    public static Team Gather()
    {
        if (t_job is not null)
        {
            return default;
        }

        PartitionedJob job = PartitionedJob.Rent();
        job.IsHeld = true;
        t_job = job;
        return new(job);
    }

    /// <summary>The job of the calling thread's team, which then has none until <see cref="GiveBack"/>: what a body calls has helpers of its own. Null without a team.</summary>
    public static PartitionedJob? Take()
    {
        PartitionedJob? job = t_job;
        t_job = null;
        return job;
    }

    /// <summary>Gives back what was taken.</summary>
    public static void GiveBack(PartitionedJob? job) => t_job = job;

    /// <summary>Lets the helpers go.</summary>
    public void Dispose()
    {
        if (_gathered is not null)
        {
            t_job = null;
            _gathered.IsHeld = false;
            PartitionedJob.Return(_gathered);
        }
    }
}
