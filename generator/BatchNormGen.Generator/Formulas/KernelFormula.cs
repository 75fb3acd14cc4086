using System.Collections.Generic;
using System.Linq;

namespace BatchNormGen.Generator.Formulas;

/// <summary>What a kernel computes, as data: rows and planes differ only in how they come by groups of lanes.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Inputs">The tensors it reads, in the order in which the runtime hands them over.</param>
/// <param name="Constants">The numbers of each statistic that it needs, in the same order as the runtime's.</param>
internal abstract record KernelFormula(string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Constants)
{
    /// <summary>The numbers that go along the other axis: of planes one per position, the same for all planes; of rows one per row, the same for all lanes.</summary>
    public IReadOnlyList<string> CrossConstants { get; init; } = [];

    /// <summary>The operations on lanes that a group takes: the JIT inlines only so many into a method.</summary>
    public abstract int Operations { get; }
}

/// <summary>Sums over all values of each statistic.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Inputs">The tensors it reads.</param>
/// <param name="Constants">The numbers of each statistic that it needs.</param>
/// <param name="Locals">What the terms share, computed once.</param>
/// <param name="Sums">The sums.</param>
internal sealed record ReductionFormula(
    string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Constants, IReadOnlyList<LocalExpression> Locals, IReadOnlyList<LaneSum> Sums)
    : KernelFormula(Name, Inputs, Constants)
{
    public override int Operations => Locals.Sum(static local => local.Value.Operations) + Sums.Sum(static sum => sum.Term.Operations + 1);
}

/// <summary>One sum of a reduction.</summary>
/// <param name="Name">What its lanes are called: <c>sum</c>.</param>
/// <param name="Vector">What the vector of all of them is called: <c>sums</c>.</param>
/// <param name="Term">What each value adds.</param>
internal sealed record LaneSum(string Name, string Vector, LaneExpression Term);

/// <summary>An element-wise map.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Inputs">The tensors it reads.</param>
/// <param name="Constants">The numbers of each statistic that it needs.</param>
/// <param name="Outputs">The tensors it writes.</param>
internal sealed record MapFormula(string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Constants, IReadOnlyList<LaneOutput> Outputs)
    : KernelFormula(Name, Inputs, Constants)
{
    /// <summary>What the outputs share, or use more than once, computed once.</summary>
    public IReadOnlyList<LocalExpression> Locals { get; init; } = [];

    public override int Operations =>
        CrossConstants.Count + Locals.Sum(static local => local.Value.Operations) + Outputs.Sum(static output => output.Value.Operations + 1);
}

/// <summary>One output of a map.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Value">What each of its values is.</param>
internal sealed record LaneOutput(string Name, LaneExpression Value);
