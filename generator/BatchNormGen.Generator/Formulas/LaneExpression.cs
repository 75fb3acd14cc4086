using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Formulas;

/// <summary>What is computed for one group of lanes, lane by lane.</summary>
internal abstract record LaneExpression
{
    /// <summary>Whether the value is zero in lanes where all inputs are, whatever the constants.</summary>
    public abstract bool VanishesWithInputs { get; }

    /// <summary>The expressions that it is made of.</summary>
    public virtual IEnumerable<LaneExpression> Parts => [];

    /// <summary>Whether it takes so many operations that the JIT inlines only a few of it into a method.</summary>
    public virtual bool IsHeavy => Parts.Any(static part => part.IsHeavy);

    public static LaneExpression operator +(LaneExpression left, LaneExpression right) => new SumExpression(left, right);

    public static LaneExpression operator -(LaneExpression left, LaneExpression right) => new DifferenceExpression(left, right);

    public static LaneExpression operator *(LaneExpression left, LaneExpression right) => new ProductExpression(left, right);
}

/// <summary>The values of a tensor.</summary>
/// <param name="Name">The tensor's name.</param>
internal sealed record InputExpression(string Name) : LaneExpression
{
    public override bool VanishesWithInputs => true;
}

/// <summary>A number of each statistic.</summary>
/// <param name="Name">The constant's name.</param>
internal sealed record ConstantExpression(string Name) : LaneExpression
{
    public override bool VanishesWithInputs => false;
}

/// <summary>A value of a reduction that was computed before, and has a name. Where there are no inputs, it was made zero if it was not.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">What it is.</param>
internal sealed record LocalExpression(string Name, LaneExpression Value) : LaneExpression
{
    public override bool VanishesWithInputs => true;

    public override IEnumerable<LaneExpression> Parts => [Value];
}

internal sealed record SumExpression(LaneExpression Left, LaneExpression Right) : LaneExpression
{
    public override bool VanishesWithInputs => Left.VanishesWithInputs && Right.VanishesWithInputs;

    public override IEnumerable<LaneExpression> Parts => [Left, Right];
}

internal sealed record DifferenceExpression(LaneExpression Left, LaneExpression Right) : LaneExpression
{
    public override bool VanishesWithInputs => Left.VanishesWithInputs && Right.VanishesWithInputs;

    public override IEnumerable<LaneExpression> Parts => [Left, Right];
}

internal sealed record ProductExpression(LaneExpression Left, LaneExpression Right) : LaneExpression
{
    public override bool VanishesWithInputs => Left.VanishesWithInputs || Right.VanishesWithInputs;

    public override IEnumerable<LaneExpression> Parts => [Left, Right];
}

/// <summary>A function of the runtime's, by its name in <c>LaneFunctions</c>.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">What it is of.</param>
/// <param name="TakesManyOperations">Whether it takes dozens of operations.</param>
internal sealed record FunctionExpression(string Function, EquatableArray<LaneExpression> Arguments, bool TakesManyOperations) : LaneExpression
{
    public override bool VanishesWithInputs => false;

    public override IEnumerable<LaneExpression> Parts => Arguments;

    public override bool IsHeavy => TakesManyOperations || base.IsHeavy;
}

/// <summary>A number that is the same for all values.</summary>
/// <param name="Value">The number, rounded to the element type.</param>
internal sealed record LiteralExpression(double Value) : LaneExpression
{
    public override bool VanishesWithInputs => false;
}
