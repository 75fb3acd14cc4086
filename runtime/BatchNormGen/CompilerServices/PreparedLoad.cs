using System.ComponentModel;
using BatchNormGen.State.Loading;

namespace BatchNormGen.CompilerServices;

/// <summary>A layer's numbers, read and judged, and not yet written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PreparedLoad
{
    private protected PreparedLoad()
    {
    }

    /// <summary>The names of all that the layer has, whether they were found or not, with their prefix.</summary>
    internal abstract IReadOnlyList<string> Names { get; }

    /// <summary>What the load comes upon.</summary>
    internal abstract LoadReport Report { get; }

    /// <summary>What keeps the layer from being loaded.</summary>
    /// <param name="missing">Whether a name that is missing does.</param>
    /// <param name="unexpected">Whether a name that is unexpected does.</param>
    internal abstract LoadFaults FindFaults(bool missing, bool unexpected);

    /// <summary>Why the layer does not take a name of <see cref="LoadReport.Unexpected"/>.</summary>
    internal abstract string ReasonAgainst(string unexpected);

    /// <summary>Marks the layer as in use.</summary>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    internal abstract void Begin();

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    internal abstract void End();

    /// <summary>Writes the numbers. It is called between <see cref="Begin"/> and <see cref="End"/>, and only where there are no faults.</summary>
    internal abstract void Commit();
}
