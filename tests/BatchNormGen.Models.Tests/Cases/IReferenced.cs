using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Cases;

/// <summary>A model under test, which says in the words of the reference once more what it computes.</summary>
internal interface IReferenced : IModel<float>
{
    static abstract Flow Reference(Flow x);
}
