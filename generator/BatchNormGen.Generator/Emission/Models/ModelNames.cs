using System.Linq;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>The names of what is generated for a model outside of its class.</summary>
internal static class ModelNames
{
    /// <summary>The namespace of a model's kernels: no two models have the same.</summary>
    public static string NamespaceOf(LayerType type) =>
        "BatchNormGen.Generated." + string.Concat(type.HintName.Select(static letter => letter == '.' ? "_" : char.IsLetterOrDigit(letter) ? letter.ToString() : $"_{(int)letter:x}_"));
}
