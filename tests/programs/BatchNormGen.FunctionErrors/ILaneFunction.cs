using BatchNormGen.CompilerServices;

namespace BatchNormGen.FunctionErrors;

/// <summary>A function of one argument over lanes.</summary>
internal interface ILaneFunction
{
    static abstract TLanes Apply<TLanes, T>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged;
}
