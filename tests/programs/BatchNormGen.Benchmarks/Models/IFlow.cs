namespace BatchNormGen.Benchmarks.Models;

/// <summary>
/// What flows through a network while it is described once more, for another implementation. The words are those of <c>FeatureMaps</c> and <c>Features</c>;
/// numbers of outputs and extents of kernels are those of the weights.
/// </summary>
internal interface IFlow<TSelf>
    where TSelf : IFlow<TSelf>
{
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>A convolution without a bias.</summary>
    TSelf Conv2D(string name, int stride = 1, int padding = 0, int groups = 1);

    /// <summary>A dense layer, with a bias if the model has one by that name.</summary>
    TSelf Dense(string name);

    TSelf BatchNorm(string name);

    TSelf Relu();

    TSelf Relu6();

    TSelf Sigmoid();

    TSelf MaxPool(int kernel, int stride, int padding);

    /// <summary>Averages of windows side by side.</summary>
    TSelf AveragePool(int kernel);

    TSelf GlobalAveragePool();

    TSelf Flatten();
}
