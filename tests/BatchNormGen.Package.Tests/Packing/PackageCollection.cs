namespace BatchNormGen.Package.Tests.Packing;

/// <summary>All tests share the packages, and run one after the other: each is a build, which uses all processors itself.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFixture>
{
    public const string Name = "Package";
}
