using BatchNormGen.Generator.Emission.Text;

namespace BatchNormGen.Generator.Tests.Emission;

public class SourceWriterTests
{
    private readonly SourceWriter _writer = new();

    [Fact]
    public void Blocks_are_indented_by_four_spaces_a_depth()
    {
        using (_writer.Open("class A"))
        {
            using (_writer.Open("void B()"))
            {
                _writer.Line("C();");
            }
        }

        Assert.Equal("class A\n{\n    void B()\n    {\n        C();\n    }\n}\n", _writer.ToString());
    }

    [Fact]
    public void A_scope_is_a_block_without_a_head()
    {
        using (_writer.OpenScope())
        {
            _writer.Line("A();");
        }

        Assert.Equal("{\n    A();\n}\n", _writer.ToString());
    }

    [Fact]
    public void Every_line_of_a_raw_string_is_indented()
    {
        using (_writer.Open("class A"))
        {
            _writer.Line("void B()\n{\n    C();\n}");
        }

        Assert.Equal("class A\n{\n    void B()\n    {\n        C();\n    }\n}\n", _writer.ToString());
    }

    [Fact]
    public void An_empty_line_has_no_spaces()
    {
        using (_writer.Open("class A"))
        {
            _writer.Line();
            _writer.Line("B\n\nC\n");
        }

        Assert.Equal("class A\n{\n\n    B\n\n    C\n\n}\n", _writer.ToString());
    }

    [Fact]
    public void The_line_ends_of_the_generating_source_do_not_matter()
    {
        // A raw string has those of its file, which a checkout may change.
        _writer.Line("A\r\nB\r\n\r\nC");
        Assert.Equal("A\nB\n\nC\n", _writer.ToString());
    }

    [Fact]
    public void An_open_block_is_a_mistake_of_the_emitter()
    {
        _writer.Open("class A");
        Assert.Throws<InvalidOperationException>(_writer.ToString);
        _writer.Close();
        Assert.Equal("class A\n{\n}\n", _writer.ToString());
    }
}
