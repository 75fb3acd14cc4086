using Xunit;

namespace BatchNormGen.Models.Tests.Cases;

/// <summary>Cases for theories, by name, so that a failure says which it was.</summary>
public static class CaseData
{
    public static TheoryData<string> All => [.. ModelCase.All.Select(static model => model.Name)];
}
