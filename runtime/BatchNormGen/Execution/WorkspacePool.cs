namespace BatchNormGen.Execution;

/// <summary>The workspaces of one layer: one, unless several predictions run at the same time.</summary>
internal sealed class WorkspacePool<T>
    where T : unmanaged
{
    private readonly Workspace<T>?[] _idle = new Workspace<T>?[Math.Max(4, Environment.ProcessorCount)];

    /// <summary>An idle workspace, or a new one.</summary>
    public Workspace<T> Rent(int vectorLength, int chunks)
    {
        for (int slot = 0; slot < _idle.Length; slot++)
        {
            if (Interlocked.Exchange(ref _idle[slot], null) is { } workspace)
            {
                return workspace;
            }
        }

        return new Workspace<T>(vectorLength, chunks);
    }

    public void Return(Workspace<T> workspace)
    {
        for (int slot = 0; slot < _idle.Length; slot++)
        {
            if (Interlocked.CompareExchange(ref _idle[slot], workspace, null) is null)
            {
                return;
            }
        }
    }
}
