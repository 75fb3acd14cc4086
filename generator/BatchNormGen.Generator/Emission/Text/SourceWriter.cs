using System;
using System.Text;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>Writes indented source text, with <c>\n</c> at every line's end.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or the lines of a raw string, at the present depth.</summary>
    public void Line(string lines)
    {
        foreach (string line in lines.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
            {
                _text.Append(' ', 4 * _depth).Append(trimmed);
            }

            _text.Append('\n');
        }
    }

    public void Line() => _text.Append('\n');

    /// <summary>Writes a line and an opening brace; disposing the result closes it.</summary>
    public Block Open(string line)
    {
        Line(line);
        return OpenScope();
    }

    /// <summary>Writes an opening brace; disposing the result closes it.</summary>
    public Block OpenScope()
    {
        Line("{");
        _depth++;
        return new Block(this);
    }

    public override string ToString() => _depth == 0 ? _text.ToString() : throw new InvalidOperationException("A block is still open.");

    /// <summary>Closes the innermost block.</summary>
    public void Close()
    {
        _depth--;
        Line("}");
    }

    /// <summary>An open brace.</summary>
    public readonly struct Block(SourceWriter writer) : IDisposable
    {
        public void Dispose() => writer.Close();
    }
}
