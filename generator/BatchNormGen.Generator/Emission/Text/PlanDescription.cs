using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>A plan in words, for the comments of generated code.</summary>
internal static class PlanDescription
{
    public static string Of(KernelPlan plan) => plan is RowPlan rows ? Of(rows) : Of((PlanePlan)plan);

    private static string Of(RowPlan plan)
    {
        int groups = plan.StripeLength / plan.Lanes, lastLanes = plan.StripeLength % plan.Lanes;
        string features = $"{Literal.Of(plan.Features)} {plan.Statistic}{(plan.Features == 1 ? string.Empty : "s")}";
        string lanes = Groups(groups, plan.Lanes, lastLanes);
        return plan.StripeRows == 1
            ? $"{(plan.Maps.Count == 0 ? "sums down " : string.Empty)}rows of {features}, one lane per {plan.Statistic}: {lanes}"
            : $"stripes of {Literal.Of(plan.StripeRows)} rows of {features} side by side: {lanes}";
    }

    private static string Of(PlanePlan plan) => plan.Statistic switch
    {
        "channel" => OfPlanes(plan, "planes", "positions", "position"),
        var statistic => OfPlanes(plan, statistic + "s", "values", "value"),
    };

    private static string OfPlanes(PlanePlan plan, string planes, string positions, string position) => plan.Fixed is { } extents
        ? $"{planes} of {Literal.Of(extents.Positions)} {positions}, one lane per {position}: {Groups(extents.Groups, plan.Lanes, extents.LastLanes)}{(extents.IsUnrolled ? ", written out" : ", in a loop")}"
        : $"{planes} of any number of {positions}, one lane per {position}: groups of {Literal.Of(plan.Lanes)} in a loop, then the rest";

    private static string Groups(int groups, int lanes, int lastLanes)
    {
        string full = groups == 1 ? $"one group of {Literal.Of(lanes)}" : $"{Literal.Of(groups)} groups of {Literal.Of(lanes)}";
        return (groups, lastLanes) switch
        {
            (_, 0) => full,
            (0, _) => $"one group of {Literal.Of(lastLanes)}",
            _ => $"{full} and one of {Literal.Of(lastLanes)}",
        };
    }
}
