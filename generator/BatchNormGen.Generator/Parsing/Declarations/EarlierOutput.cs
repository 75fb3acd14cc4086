using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing.Declarations;

/// <summary>
/// A part of a layer that this generator wrote in an earlier build, and that is now compiled as source: because generated files are kept in
/// the project's folder, or because somebody copied one.
/// </summary>
internal static class EarlierOutput
{
    /// <summary>The namespace that only generated code names, always in full.</summary>
    private const string Internals = "BatchNormGen.CompilerServices.";

    /// <summary>The parts of a layer, beside the one that declares it, that this generator once wrote.</summary>
    /// <remarks>Recognized by the layer's storage, not by the comment at the top of the file, which editors and tools change.</remarks>
    public static TypeDeclarationSyntax[] PartsOf(INamedTypeSymbol type, TypeDeclarationSyntax declaration, CancellationToken cancellation) =>
    [
        .. type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>()
            .Where(part => part != declaration && HoldsStorage(part)),
    ];

    /// <summary>Whether something is declared in one of the parts.</summary>
    public static bool Holds(IEnumerable<TypeDeclarationSyntax> parts, Location location) =>
        parts.Any(part => part.SyntaxTree == location.SourceTree && part.Span.Contains(location.SourceSpan));

    public static void Report(TypeDeclarationSyntax part, TypeDeclarationSyntax declaration, ParseFindings findings)
    {
        string path = part.SyntaxTree.FilePath;
        string advice = part.SyntaxTree == declaration.SyntaxTree
            ? "delete that part of it"
            : $"exclude the file in the project file: <Compile Remove=\"**/{Path.GetFileName(path)}\" />";
        findings.Report(DiagnosticDescriptors.EarlierOutputCompiled, declaration.Identifier.GetLocation(), path, advice);
    }

    private static bool HoldsStorage(TypeDeclarationSyntax part) =>
        part.Members.OfType<FieldDeclarationSyntax>().Any(static field => field.Declaration.Type.ToString().Contains(Internals));
}
