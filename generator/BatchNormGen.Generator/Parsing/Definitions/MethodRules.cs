using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Which methods a definition may call besides layers: those whose body can be read, and a few of .NET's functions of numbers.</summary>
internal static class MethodRules
{
    /// <summary>The part of a method that has the body.</summary>
    public static IMethodSymbol ImplementationOf(IMethodSymbol method) => method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;

    /// <summary>Whether a method is calculated (see <see cref="Arithmetic.Function"/>), not read: <c>Math.Max</c>, <c>int.Max</c>.</summary>
    public static bool IsFunction(IMethodSymbol method) =>
        IsOfNumbers(method) && Arithmetic.HasFunction(method.Name) && method.Parameters.All(static parameter => parameter.Type.SpecialType == SpecialType.System_Int32);

    /// <summary>Why a method's body cannot be read; null where it can.</summary>
    public static string? ReasonAgainst(IMethodSymbol method, GeneratedCode generatedCode) => method switch
    {
        { MethodKind: MethodKind.LocalFunction } => "it is a local function; write it as a static method of the class",
        { MethodKind: MethodKind.DelegateInvoke } => "it is a delegate; call a static method",
        { DeclaringSyntaxReferences.Length: 0 } => ReasonAgainstForeign(method),
        { IsStatic: false } => "it belongs to an object, and none exists then; make it static",
        { IsAbstract: true } or { IsExtern: true } => "it has no body; call a method that has one",
        _ when method.Parameters.Any(static parameter => parameter.RefKind is RefKind.Ref or RefKind.Out) =>
            "it changes its arguments, by 'ref' or 'out'; return the value",
        _ when generatedCode.Declares(ImplementationOf(method)) => GeneratedCode.Reason(method),
        _ => null,
    };

    private static string ReasonAgainstForeign(IMethodSymbol method) => method switch
    {
        _ when IsOfNumbers(method) || IsIn(method.ContainingType, "System", "MathF") =>
            "of Math, definitions have Max, Min and Abs of int; write it with these and with arithmetic on int, or write its value",
        _ when method.ContainingType.SpecialType == SpecialType.System_String || method.Name == nameof(ToString) =>
            "names are joined by '+' and by interpolated strings; write one of these",
        _ when IsIn(method.ContainingType, "System.Linq", "Enumerable") => "there are no collections then; write a 'for' over numbers",
        _ => "its source is not in this project; write a static method here that does the same",
    };

    private static bool IsOfNumbers(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Length == 0 && (method.ContainingType.SpecialType == SpecialType.System_Int32 || IsIn(method.ContainingType, "System", "Math"))
        && method.Name != nameof(ToString);

    private static bool IsIn(INamedTypeSymbol type, string @namespace, string name) =>
        type.Name == name && string.Equals(type.ContainingNamespace.ToDisplayString(), @namespace, StringComparison.Ordinal);
}
