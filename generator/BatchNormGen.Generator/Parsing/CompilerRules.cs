using System;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Parsing;

/// <summary>What generated code needs from the project: a language version, and a runtime library that has what it calls.</summary>
internal static class CompilerRules
{
    /// <summary>The oldest runtime assembly whose members the emitter may call. Raised with every member that is added there.</summary>
    public static readonly Version MinimumRuntime = new(0, 1, 0, 0);

    /// <summary>C# 13, which the oldest supported compiler cannot name: <c>OverloadResolutionPriority</c> came with it.</summary>
    private const LanguageVersion MinimumLanguage = (LanguageVersion)1300;

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
    }
}
