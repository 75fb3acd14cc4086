namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>
/// The value of something that could not be read, and about which whoever needs to know has been told. What depends on it is unknown too, and said no more about.
/// </summary>
internal sealed class Unknown
{
    private Unknown()
    {
    }

    public static Unknown Value { get; } = new();
}
