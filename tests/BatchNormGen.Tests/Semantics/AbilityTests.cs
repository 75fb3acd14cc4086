using System.Reflection;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>A layer implements what it can do, and has no member that could only throw.</summary>
public sealed class AbilityTests
{
    private static readonly string[] MembersOfMovingStatistics =
        ["MovingMean", "MovingVariance", "BatchesTracked", "ResetMovingStatistics", "MeasureMoments", "SetMovingStatistics", "FoldIntoPrevious", "Freeze", "Frozen"];

    [Fact]
    public void Interfaces_follow_from_the_declaration() => Assert.All(LayerTypes.All, static type =>
    {
        LayerDeclaration declaration = LayerDeclaration.Of(type);
        Type element = declaration.ElementType;
        List<Type> expected =
        [
            typeof(ISavedState), typeof(INormalization<>).MakeGenericType(element), typeof(INormalizationLayer<,>).MakeGenericType(element, element),
            typeof(INormalizationLayer<>).MakeGenericType(element), typeof(IChannelNormalization), typeof(IBatchStatistics<>).MakeGenericType(element),
            typeof(BatchNormGen.CompilerServices.ISavedLayer), typeof(ICollectiveLayer),
        ];
        if (declaration.TrackMovingStatistics)
        {
            expected.AddRange(
                typeof(IMovingStatistics<,>).MakeGenericType(element, element), typeof(IFreezable<>).MakeGenericType(element), typeof(IFoldable<>).MakeGenericType(element));
        }

        if (HasMomentum(declaration))
        {
            expected.Add(typeof(IMomentum));
        }

        Assert.Equal(expected.Select(Name).Order(StringComparer.Ordinal), type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Members_follow_from_the_declaration() => Assert.All(LayerTypes.All, static type =>
    {
        LayerDeclaration declaration = LayerDeclaration.Of(type);
        string[] members = [.. type.GetMembers().Select(member => member.Name)];
        Assert.Equal(declaration.Scale, members.Contains("Gamma"));
        Assert.Equal(declaration.Shift, members.Contains("Beta"));
        Assert.Equal(HasMomentum(declaration), members.Contains("Momentum"));
        Assert.All(MembersOfMovingStatistics, member => Assert.Equal(declaration.TrackMovingStatistics, members.Contains(member)));
    });

    [Fact]
    public void Epsilon_is_a_constant() => Assert.All(LayerTypes.All, static type =>
    {
        FieldInfo epsilon = type.GetField("Epsilon")!;
        Assert.True(epsilon.IsLiteral);
        Assert.Equal(LayerDeclaration.Of(type).Epsilon, epsilon.GetRawConstantValue());
    });

    [Fact]
    public void Declarations_of_every_kind_are_among_those_tested()
    {
        LayerDeclaration[] declarations = [.. LayerTypes.All.Select(LayerDeclaration.Of)];
        Assert.Contains(declarations, static declaration => !declaration.TrackMovingStatistics);
        Assert.Contains(declarations, static declaration => declaration.TrackMovingStatistics && !HasMomentum(declaration));
        Assert.Contains(declarations, HasMomentum);
    }

    private static bool HasMomentum(LayerDeclaration declaration) => declaration is { TrackMovingStatistics: true, Momentum: not null };

    private static string Name(Type type) => type.ToString();
}
