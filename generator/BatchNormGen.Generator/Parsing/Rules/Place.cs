namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>Where a declaration says something, in its own terms; whoever has its syntax knows the location.</summary>
/// <param name="Argument">The argument's name.</param>
/// <param name="Element">Which element of the argument, an array; null: all of it.</param>
internal readonly record struct Place(string Argument, int? Element = null);
