namespace BatchNormGen;

/// <summary>A layer that normalizes channels: its tensors have a rank and a place for the channels.</summary>
public interface IChannelNormalization
{
    /// <summary>The rank of the tensors, batch and channels included: 2 to 5.</summary>
    int NumDims { get; }

    /// <summary>Where the channels lie.</summary>
    TensorLayout Layout { get; }
}
