using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>How a layer whose channels are innermost is divided: what its kernels were planned for.</summary>
/// <param name="Features">The channels of a row.</param>
/// <param name="StripeRows">The rows of a stripe, which fill whole lanes.</param>
/// <param name="BlockStripes">The stripes whose moments are taken about one estimate of the mean.</param>
/// <param name="MaxChunks">The most chunks that the values of a channel are reduced in; each needs scratch memory for all channels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RowDivision(int Features, int StripeRows, int BlockStripes, int MaxChunks);
