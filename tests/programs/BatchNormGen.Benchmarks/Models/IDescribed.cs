using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>A model that says once more what it computes, so that other implementations can be told.</summary>
internal interface IDescribed : IModel<float>
{
    static abstract TFlow Describe<TFlow>(TFlow x)
        where TFlow : IFlow<TFlow>;
}
