using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>What is done with one piece of a call that is divided among threads, written once for lanes of any width.</summary>
internal unsafe interface ILaneWork
{
    /// <param name="call">What the call works on, in a form of the implementation's own.</param>
    /// <param name="piece">Which piece.</param>
    static abstract void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>;
}
