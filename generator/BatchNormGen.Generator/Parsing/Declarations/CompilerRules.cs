using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Parsing.Declarations;

/// <summary>What generated code needs from the project: a language version, and libraries that have what it calls, under the names by which it calls them.</summary>
internal static class CompilerRules
{
    /// <summary>The oldest runtime assembly whose members the emitter may call. Raised with every member that is added there.</summary>
    public static readonly Version MinimumRuntime = new(0, 1, 0, 0);

    /// <summary>C# 13, which the oldest supported compiler cannot name: <c>OverloadResolutionPriority</c> came with it.</summary>
    private const LanguageVersion MinimumLanguage = (LanguageVersion)1300;

    /// <summary>The alias that every reference has where the project sets no other.</summary>
    private const string GlobalAlias = "global";

    public static void Check(Compilation compilation, INamedTypeSymbol attributeClass, Location attribute, ParseFindings findings)
    {
        if (compilation is CSharpCompilation { LanguageVersion: < MinimumLanguage and var language })
        {
            findings.Report(DiagnosticDescriptors.LanguageVersionTooOld, attribute, "13", language.ToDisplayString());
        }

        Version runtime = attributeClass.ContainingAssembly.Identity.Version;
        if (runtime < MinimumRuntime)
        {
            findings.Report(DiagnosticDescriptors.RuntimeTooOld, attribute, MinimumRuntime.ToString(), runtime.ToString());
        }

        foreach (IAssemblySymbol library in Libraries(compilation, attributeClass))
        {
            if (compilation.GetMetadataReference(library) is { Properties.Aliases: { IsDefaultOrEmpty: false } aliases } && !aliases.Contains(GlobalAlias))
            {
                findings.Report(DiagnosticDescriptors.LibraryHiddenByAlias, attribute, library.Name, string.Join(",", aliases));
            }
        }
    }

    /// <summary>The assemblies of packages whose types generated code names.</summary>
    private static IEnumerable<IAssemblySymbol> Libraries(Compilation compilation, INamedTypeSymbol attributeClass)
    {
        yield return attributeClass.ContainingAssembly;
        if (compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(static assembly => assembly.Name == "System.Numerics.Tensors") is { } tensors)
        {
            yield return tensors;
        }
    }
}
