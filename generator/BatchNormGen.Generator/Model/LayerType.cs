using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Model;

/// <summary>The identity of the class that carries the attribute, in the forms that generated code needs.</summary>
internal sealed record LayerType
{
    /// <summary>The namespace as written in source, with <c>@</c> before keywords; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The types around the class, outermost first.</summary>
    public required EquatableArray<ContainingType> ContainingTypes { get; init; }

    /// <summary>The class's own name as written in source, with <c>@</c> before a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The name that messages and comments use: namespace, containing types and name, joined by dots, without <c>@</c> and
    /// <c>global::</c>, type parameters as in source: <c>Demo.Encoder&lt;T&gt;.HiddenNorm</c>.
    /// </summary>
    public required string DisplayName { get; init; }

    /// <summary>
    /// The hint name without its extension: namespace, containing types and name with backtick-arity, joined by dots. Unique
    /// case-insensitively within a compilation: where two layers differ by case alone, or the name is too long for a file, a hash is appended.
    /// </summary>
    public required string HintName { get; init; }
}

/// <summary>A type around a layer.</summary>
/// <param name="Keyword">The words between <c>partial</c> and the name: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c>, <c>interface</c>.</param>
/// <param name="Name">The name with its type parameters, as written in source: <c>Encoder&lt;T&gt;</c>; no constraints.</param>
internal readonly record struct ContainingType(string Keyword, string Name);
