using System.Text;
using BatchNormGen.Benchmarks.Peers;

namespace BatchNormGen.Benchmarks.Reporting;

/// <summary>How a report begins: what was measured, and where.</summary>
internal static class Heading
{
    public static string Of(string title, params IEnumerable<(string Name, string Value)> facts)
    {
        var text = new StringBuilder($"# {title}\n\n");
        foreach ((string name, string value) in Machine.Describe().Append((GeneratedPeer.Generated, GeneratedPeer.RuntimeVersion)).Concat(facts))
        {
            text.Append($"- {name}: {value}\n");
        }

        return text.Append('\n').ToString();
    }

    /// <summary><c>1 thread</c>, <c>2 threads</c>.</summary>
    public static string Threads(int count) => $"{count} thread{(count == 1 ? "" : "s")}";
}
