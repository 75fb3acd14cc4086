using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>A model class, and the description of it.</summary>
internal abstract class Network
{
    public static Network Of<TModel>()
        where TModel : IDescribed, new() => new OfType<TModel>();

    public abstract IModel<float> Create();

    public abstract TFlow Describe<TFlow>(TFlow x)
        where TFlow : IFlow<TFlow>;

    private sealed class OfType<TModel> : Network
        where TModel : IDescribed, new()
    {
        public override IModel<float> Create() => new TModel();

        public override TFlow Describe<TFlow>(TFlow x) => TModel.Describe(x);
    }
}
