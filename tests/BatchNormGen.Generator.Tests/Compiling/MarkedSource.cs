using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace BatchNormGen.Generator.Tests.Compiling;

/// <summary>Source in which <c>[|</c> and <c>|]</c> mark where diagnostics are expected; nested marks expect several at one place.</summary>
internal sealed record MarkedSource(string Text, ImmutableArray<TextSpan> Spans)
{
    private const string Open = "[|";
    private const string Close = "|]";

    public static MarkedSource Parse(string marked)
    {
        ImmutableArray<TextSpan>.Builder spans = ImmutableArray.CreateBuilder<TextSpan>();
        StringBuilder text = new();
        Stack<int> starts = new();
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith(Open, StringComparison.Ordinal))
            {
                starts.Push(text.Length);
                i += Open.Length - 1;
            }
            else if (marked.AsSpan(i).StartsWith(Close, StringComparison.Ordinal))
            {
                spans.Add(TextSpan.FromBounds(starts.Pop(), text.Length));
                i += Close.Length - 1;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return new(text.ToString(), spans.ToImmutable());
    }
}
