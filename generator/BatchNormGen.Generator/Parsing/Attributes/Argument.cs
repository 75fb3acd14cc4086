using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>An argument that was given, as a value: rules need no more of it.</summary>
/// <param name="Name">The attribute's name for it.</param>
/// <param name="Value">The constant.</param>
/// <param name="Text">The constant as messages print it: numbers as the user wrote them.</param>
/// <param name="Order">How many arguments stand before it.</param>
internal sealed record Argument<T>(string Name, T Value, string Text, int Order)
{
    public Place Place => new(Name);
}
