using BatchNormGen.Generator.Emission;

namespace BatchNormGen.Generator.Tests.Emission;

public class SourceWriterTests
{
    private readonly SourceWriter _writer = new();

    [Fact]
    public void BlocksAreIndentedByFourSpacesADepth()
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
    public void AScopeIsABlockWithoutAHead()
    {
        using (_writer.OpenScope())
        {
            _writer.Line("A();");
        }

        Assert.Equal("{\n    A();\n}\n", _writer.ToString());
    }

    [Fact]
    public void EveryLineOfARawStringIsIndented()
    {
        using (_writer.Open("class A"))
        {
            _writer.Line("void B()\n{\n    C();\n}");
        }

        Assert.Equal("class A\n{\n    void B()\n    {\n        C();\n    }\n}\n", _writer.ToString());
    }

    [Fact]
    public void AnEmptyLineHasNoSpaces()
    {
        using (_writer.Open("class A"))
        {
            _writer.Line();
            _writer.Line("B\n\nC\n");
        }

        Assert.Equal("class A\n{\n\n    B\n\n    C\n\n}\n", _writer.ToString());
    }

    [Fact]
    public void TheLineEndsOfTheGeneratorsOwnSourceDoNotMatter()
    {
        // A raw string has those of its file, which a checkout may change.
        _writer.Line("A\r\nB\r\n\r\nC");
        Assert.Equal("A\nB\n\nC\n", _writer.ToString());
    }

    [Fact]
    public void AnOpenBlockIsAMistakeOfTheEmitter()
    {
        _writer.Open("class A");
        Assert.Throws<InvalidOperationException>(_writer.ToString);
        _writer.Close();
        Assert.Equal("class A\n{\n}\n", _writer.ToString());
    }
}
