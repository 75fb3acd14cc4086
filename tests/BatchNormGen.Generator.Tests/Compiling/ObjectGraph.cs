using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Compiling;

/// <summary>Everything that can be reached from an object through its fields and elements.</summary>
internal static class ObjectGraph
{
    /// <summary>Fails, naming the path, where a cached model holds on to a compilation or to what changes with every edit.</summary>
    public static void AssertFreeOfRoslyn(object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Visit(root, root.GetType().Name);

        void Visit(object? node, string path)
        {
            if (node is null || !seen.Add(node))
            {
                return;
            }

            Assert.False(
                node is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location or AttributeData or Diagnostic
                    or TypedConstant or SyntaxToken,
                $"{path} is a {node.GetType()}.");

            Type type = node.GetType();
            if (type.IsPrimitive || type.IsEnum || node is string or Type or Delegate)
            {
                return;
            }

            if (node is IEnumerable elements)
            {
                int index = 0;
                foreach (object? element in elements)
                {
                    Visit(element, $"{path}[{index++}]");
                }
            }

            for (Type? level = type; level is not null; level = level.BaseType)
            {
                foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Visit(field.GetValue(node), $"{path}.{field.Name}");
                }
            }
        }
    }
}
