using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Tests.Compiling;

/// <summary>A runtime library of a version before the generator's: the real declarations, compiled anew under an older version.</summary>
internal static class OldRuntime
{
    public static MetadataReference Reference { get; } = CSharpCompilation.Create(
        "BatchNormGen",
        [
            .. Directory.GetFiles(Path.Combine(Repository.Root, "runtime", "BatchNormGen", "Declaration"), "*.cs")
                .Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file))),
            CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; [assembly: System.Reflection.AssemblyVersion(\"0.0.9.0\")]"),
        ],
        LayerCompilation.Framework,
        new(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
}
