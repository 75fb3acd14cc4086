using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

public class LayerTypeTests
{
    [Theory]
    [InlineData("[BatchNorm(8, 2)] partial class Norm;", "", "Norm", "Norm", "Norm")]
    [InlineData("namespace Demo; [BatchNorm(8, 2)] partial class Norm;", "Demo", "Norm", "Demo.Norm", "Demo.Norm")]
    [InlineData("namespace A.B { namespace C { [BatchNorm(8, 2)] partial class Norm; } }", "A.B.C", "Norm", "A.B.C.Norm", "A.B.C.Norm")]
    [InlineData("namespace @event.@class; [BatchNorm(8, 2)] partial class @new;", "@event.@class", "@new", "event.class.new", "event.class.new")]
    [InlineData("[BatchNorm(8, 2)] partial class @record;", "", "@record", "record", "record")]
    [InlineData("[BatchNorm(8, 2)] partial class @required;", "", "@required", "required", "required")]
    [InlineData("namespace demo; [BatchNorm(8, 2)] partial class @norm;", "demo", "@norm", "demo.norm", "demo.norm")]
    [InlineData("namespace Größe; [BatchNorm(8, 2)] partial class Schicht_2;", "Größe", "Schicht_2", "Größe.Schicht_2", "Größe.Schicht_2")]
    public void Names_are_those_of_the_source(string source, string ns, string name, string display, string hint)
    {
        LayerType type = LayerSpecs.Single(source).Layer.Type;
        Assert.Equal((ns, name, display, hint), (type.Namespace, type.Name, type.DisplayName, type.HintName));
        Assert.Empty(type.ContainingTypes);
    }

    [Theory]
    [InlineData("partial class A { [BatchNorm(8, 2)] partial class Norm; }", "class A", "A.Norm", "A.Norm")]
    [InlineData("partial struct A { [BatchNorm(8, 2)] partial class Norm; }", "struct A", "A.Norm", "A.Norm")]
    [InlineData("readonly ref partial struct A { [BatchNorm(8, 2)] partial class Norm; }", "struct A", "A.Norm", "A.Norm")]
    [InlineData("partial record A { [BatchNorm(8, 2)] partial class Norm; }", "record A", "A.Norm", "A.Norm")]
    [InlineData("partial record class A(int X) { [BatchNorm(8, 2)] partial class Norm; }", "record A", "A.Norm", "A.Norm")]
    [InlineData("readonly partial record struct A { [BatchNorm(8, 2)] partial class Norm; }", "record struct A", "A.Norm", "A.Norm")]
    [InlineData("partial interface A<T, @in> where T : class { [BatchNorm(8, 2)] partial class Norm; }", "interface A<T, @in>", "A<T, in>.Norm", "A`2.Norm")]
    [InlineData(
        "namespace N; partial class A<T> where T : struct { partial struct B { partial record C<U> { [BatchNorm(8, 2)] partial class Norm; } } }",
        "class A<T>/struct B/record C<U>", "N.A<T>.B.C<U>.Norm", "N.A`1.B.C`1.Norm")]
    public void Types_around_a_layer_are_kept(string source, string around, string display, string hint)
    {
        LayerType type = LayerSpecs.Single(source).Layer.Type;
        Assert.Equal(around, string.Join("/", type.ContainingTypes.Select(static outer => outer.Keyword + " " + outer.Name)));
        Assert.Equal((display, hint), (type.DisplayName, type.HintName));
    }

    [Theory]
    [InlineData("[BatchNorm(8, 2)] partial class Norm; [BatchNorm(8, 2)] partial class NORM;")]
    [InlineData("[LayerNorm(8)] partial class Norm; [GroupNorm(2, 8, 4)] partial class NORM;")]
    [InlineData("namespace A { [BatchNorm(8, 2)] partial class Norm; } namespace a { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("namespace A.B { [BatchNorm(8, 2)] partial class Norm; } namespace a.B { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("partial class Net { [BatchNorm(8, 2)] partial class Norm; } partial class net { [BatchNorm(8, 2)] partial class norm; }")]
    [InlineData("namespace A { [BatchNorm(8, 2)] partial class Norm; } partial class a { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("partial class A<T> { [BatchNorm(8, 2)] partial class Norm; } partial class a<T> { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("[BatchNorm(8, 2)] partial class ÄÖ; [BatchNorm(8, 2)] partial class äö;")]
    // Combining and connecting characters, which are letters to C# but not to the driver.
    [InlineData("[BatchNorm(8, 2)] partial class N\u0301; [BatchNorm(8, 2)] partial class N\u0300;")]
    [InlineData("[BatchNorm(8, 2)] partial class N\u203f; [BatchNorm(8, 2)] partial class N_;")]
    // Both names are taken twice, which the compiler reports; the generator must not fail over it.
    [InlineData("namespace A { [BatchNorm(8, 2)] partial class Norm; } partial class A { [BatchNorm(8, 2)] partial class Norm; }")]
    public void Names_that_the_driver_holds_for_equal_are_told_apart(string source)
    {
        string[] names = HintNames(source);
        Assert.Equal(2, names.Length);
        Assert.Equal(2, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(names, HintNames(source));
    }

    [Theory]
    [InlineData("[BatchNorm(8, 2)] partial class Norm; class NORM;", "Norm.g.cs")]
    [InlineData("[BatchNorm(8, 2)] partial class Norm; class Norm<T>;", "Norm.g.cs")]
    [InlineData("partial class Net<T> { [BatchNorm(8, 2)] partial class Norm; } class net;", "Net`1.Norm.g.cs")]
    public void A_neighbour_that_is_no_layer_changes_no_name(string source, string hint) => Assert.Equal([hint], HintNames(source));

    private static string[] HintNames(string source) =>
        [.. LayerCompilation.Of("using BatchNormGen;\n" + source).Generate().Sources.Select(static generated => generated.HintName)];
}
