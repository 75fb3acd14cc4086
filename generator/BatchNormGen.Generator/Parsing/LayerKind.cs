using System;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing;

/// <summary>A kind of layer: the attribute that declares it, and how its arguments are read.</summary>
/// <param name="AttributeName">The attribute's name in metadata.</param>
/// <param name="ReadArguments">Reads what an attribute says.</param>
internal sealed record LayerKind<TSpec>(string AttributeName, Func<AttributeReader, ILayerArguments<TSpec>> ReadArguments)
    where TSpec : class, ILayerSpec;
