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

    /// <summary>The operations on lanes that it takes, loads included.</summary>
    public virtual int Operations => 1 + Parts.Sum(static part => part.Operations);

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

    /// <summary>It is in a register, or is loaded where it is used.</summary>
    public override int Operations => 0;
}

/// <summary>A value of a reduction that was computed before, and has a name. Where there are no inputs, it was made zero if it was not.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">What it is.</param>
internal sealed record LocalExpression(string Name, LaneExpression Value) : LaneExpression
{
    public override bool VanishesWithInputs => true;

    /// <summary>None: it was computed before.</summary>
    public override int Operations => 0;
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
/// <param name="OwnOperations">The operations that it takes itself.</param>
internal sealed record FunctionExpression(string Function, EquatableArray<LaneExpression> Arguments, int OwnOperations) : LaneExpression
{
    public override bool VanishesWithInputs => false;

    public override IEnumerable<LaneExpression> Parts => Arguments;

    public override int Operations => OwnOperations + Parts.Sum(static part => part.Operations);
}

/// <summary>A number that is the same for all values.</summary>
/// <param name="Value">The number, rounded to the element type.</param>
internal sealed record LiteralExpression(double Value) : LaneExpression
{
    public override bool VanishesWithInputs => false;

    public override int Operations => 0;
}
