using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>How a layer whose positions are innermost is divided: what its kernels were planned for.</summary>
/// <param name="Features">The channels; of rows, each a plane, those that are worked on together.</param>
/// <param name="BlockLength">The most values whose moments are taken about one estimate of the mean, if a plane is not smaller.</param>
/// <param name="MaxChunks">The most chunks that the values of a channel are reduced in; each needs scratch memory for all channels.</param>
/// <param name="EstimateLength">The first values of a plane whose mean the moments are taken about at first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PlaneDivision(int Features, int BlockLength, int MaxChunks, int EstimateLength = 1);
