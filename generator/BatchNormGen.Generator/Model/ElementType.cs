namespace BatchNormGen.Generator.Model;

/// <summary>The type of a layer's numbers.</summary>
internal enum ElementType
{
    Float,
    Double,
}
