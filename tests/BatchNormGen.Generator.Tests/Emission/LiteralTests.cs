using System.Globalization;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Tests.Emission;

public class LiteralTests
{
    public static TheoryData<double> Doubles =>
    [
        0.0, 1.0, 0.1, 0.9, 1e-5, 1e-3, 0.5, 1 - 0.99, 1.0 / 3, 1e15, 1e16, 1e17, 123456789012345680, 1e300, 1e-300,
        double.Epsilon, double.MaxValue, Math.PI, Math.BitIncrement(1.0), Math.BitDecrement(1.0), 2.2250738585072014e-308, float.MaxValue, (double)0.1f,
    ];

    [Theory]
    [MemberData(nameof(Doubles))]
    public void A_double_reads_back_as_the_same_double(double value) => Assert.Equal(value, Assert.IsType<double>(Read(Literal.Of(value))));

    [Fact]
    public void Every_bit_of_a_double_reads_back()
    {
        Random random = new(1);
        for (int i = 0; i < 5000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (double.IsFinite(value))
            {
                Assert.Equal(value, Assert.IsType<double>(Read(Literal.Of(value))));
            }
        }
    }

    [Theory]
    [InlineData(1e-5, "1E-05")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0, "1.0")]
    public void A_double_is_written_as_shortly_as_it_can_be(double value, string text) => Assert.Equal(text, Literal.Of(value));

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public void No_culture_changes_a_number(string name)
    {
        CultureInfo current = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            Assert.Equal("1E-05", Literal.Of(1e-5));
            Assert.Equal("0.125", Literal.Of(0.125));
            Assert.Equal("1234567", Literal.Of(1234567));
            Assert.Equal("-1", Literal.Of(-1));
        }
        finally
        {
            CultureInfo.CurrentCulture = current;
        }
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData((long)int.MaxValue)]
    [InlineData((long)int.MaxValue + 1)]
    [InlineData(long.MaxValue)]
    public void An_integer_reads_back(long value) => Assert.Equal(value, Convert.ToInt64(Read(Literal.Of(value)), CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Norm")]
    [InlineData("Net<T>.Norm")]
    [InlineData("a \"quoted\" \\ text\r\n\t{0} with \u2028 ends \0")]
    [InlineData("Größe Ⅷ N\u0301")]
    public void A_string_reads_back_from_one_line(string value)
    {
        string text = Literal.Of(value);
        Assert.Equal(value, Read(text));
        Assert.Equal(-1, text.AsSpan().IndexOfAny("\n\r\u0085\u2028\u2029"));
    }

    [Fact]
    public void Keywords_are_those_of_CSharp()
    {
        Assert.Equal("true", Literal.Of(true));
        Assert.Equal("false", Literal.Of(false));
        Assert.Equal("float", Literal.Of(ElementType.Float));
        Assert.Equal("double", Literal.Of(ElementType.Double));
    }

    private static object? Read(string text)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(text);
        Assert.Empty(expression.GetDiagnostics());
        return Assert.IsType<LiteralExpressionSyntax>(expression).Token.Value;
    }
}
