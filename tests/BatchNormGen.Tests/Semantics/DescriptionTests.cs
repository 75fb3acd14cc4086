using BatchNormGen.Tests.Folding;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>What is printed of an object that carries numbers says something of them, not the name of its type.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public void Every_public_class_of_numbers_describes_itself()
    {
        Type[] others = [typeof(LoadOptions)];
        IEnumerable<Type> types = typeof(BatchNormAttribute).Assembly.GetExportedTypes().Where(type => type.Namespace == nameof(BatchNormGen) && type is { IsClass: true, IsAbstract: false } && !type.IsAssignableTo(typeof(Attribute)) && !others.Contains(type));
        Assert.All(types, type => Assert.NotEqual(typeof(object), type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType));
    }

    [Fact]
    public void A_parameter_says_its_name_and_shape()
    {
        var layer = new SmallNorm();
        Assert.Equal("gamma [3]", layer.Gamma.ToString());
        Assert.Equal("beta [3]", layer.Beta.ToString());
    }

    [Fact]
    public void A_parameter_has_a_shape_and_a_kind()
    {
        var layer = new DoubleNorm();
        Assert.Equal([3], layer.Gamma.Shape);
        Assert.Equal([3], layer.Beta.Shape);
        Assert.Equal(ParameterKind.Scale, layer.Gamma.Kind);
        Assert.Equal(ParameterKind.Shift, layer.Beta.Kind);
        Assert.Throws<NotSupportedException>(() => ((IList<int>)layer.Gamma.Shape)[0] = 4);
    }

    [Fact]
    public void Moments_say_how_much_they_are_of()
    {
        Moments moments = new SmallNorm().MeasureMoments([1, 2, 3, 4, 5, 6]);
        Assert.Equal("2 values in each of 3 channels", moments.ToString());
    }
}
