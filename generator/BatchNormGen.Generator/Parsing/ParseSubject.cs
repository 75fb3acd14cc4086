namespace BatchNormGen.Generator.Parsing;

/// <summary>What a message about a declaration begins with.</summary>
internal static class ParseSubject
{
    public static string Layer(string name) => $"Layer '{name}'";

    public static string Model(string name) => $"Model '{name}'";
}
