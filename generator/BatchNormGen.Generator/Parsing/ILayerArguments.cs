using System.Collections.Generic;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing;

/// <summary>What the attribute of one kind of layer says: values, without the places in source that they came from.</summary>
internal interface ILayerArguments<out TSpec>
    where TSpec : class, ILayerSpec
{
    /// <summary>The names that the layer's generated part declares.</summary>
    IEnumerable<string> GeneratedMembers { get; }

    /// <summary>All that is wrong with the values.</summary>
    IEnumerable<Fault> Check();

    /// <summary>The layer, of arguments in which no error was found: what has no default is there.</summary>
    TSpec ToSpec(LayerType type);
}
