using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Emission.Models.Products;

/// <summary>Writes tiles: the sums of some positions and groups of lanes, in registers while terms go by.</summary>
internal sealed class TileEmitter(SourceWriter writer, ProductPlan plan)
{
    public static string Name(int positions, ProductStrip strip) => $"Tile{Literal.Of(positions)}x{strip.Suffix}";

    /// <summary>What a tile is told of a block: how many runs, where there may be several, and how many terms of each.</summary>
    public static string Counts(ProductPlan plan) => plan.Terms.BlocksAreOneRun ? "length" : "runs, length";

    /// <summary>The same as parameters.</summary>
    public static string CountParameters(ProductPlan plan) => plan.Terms.BlocksAreOneRun ? "nint length" : "nint runs, nint length";

    public void Emit(int positions, ProductStrip strip)
    {
        writer.Line($"/// <summary>{(plan.Adds ? "Adds" : plan.WritesOnce ? "Writes" : "Writes, or adds,")} the sums of {Literal.Of(positions)} {(positions == 1 ? "position" : "positions")} over {(plan.WritesOnce ? "all terms" : "a block of terms")}.</summary>");
        writer.Line(ProductKernelEmitter.Optimized);
        using (writer.Open(
            $"""
            private static void {Name(positions, strip)}<TLanes>(in ProductArguments arguments, nint left, nint right, nint output, {CountParameters(plan)}{(plan.Adds || plan.WritesOnce ? string.Empty : ", bool adds")})
                where TLanes : struct, ILanes<TLanes, float>
            """))
        {
            writer.Line("ref readonly float lefts = ref arguments.Left;");
            writer.Line("ref readonly float rights = ref arguments.Right;");
            for (int position = 0; position < positions; position++)
            {
                writer.Line($"TLanes {string.Join(", ", Groups(strip).Select(group => $"{Sum(position, group)} = TLanes.Zero"))};");
            }

            string leftStep = Literal.Of(plan.Terms.LeftStep), rightStep = Literal.Of(plan.Terms.RightStep);
            if (plan.Terms.BlocksAreOneRun)
            {
                EmitRun(positions, strip, leftStep, rightStep);
            }
            else
            {
                using (writer.Open($"for (; runs > 0; runs--, left += {Literal.Of(plan.Terms.LeftRunPitch)})"))
                {
                    EmitRun(positions, strip, leftStep, rightStep);
                }
            }

            writer.Line();
            writer.Line("ref float sums = ref arguments.Output;");
            if (plan.Adds || plan.WritesOnce)
            {
                EmitSums(positions, strip, adds: plan.Adds);
                return;
            }

            using (writer.Open("if (adds)"))
            {
                EmitSums(positions, strip, adds: true);
            }

            using (writer.Open("else"))
            {
                EmitSums(positions, strip, adds: false);
            }
        }
    }

    private static System.Collections.Generic.IEnumerable<int> Groups(ProductStrip strip) => Enumerable.Range(0, strip.Groups);

    private static string Sum(int position, int group) => $"c{Literal.Of(position)}_{Literal.Of(group)}";

    private static string Offset(string from, long by) => by == 0 ? from : $"{from} + {Literal.Of(by)}";

    private void EmitRun(int positions, ProductStrip strip, string leftStep, string rightStep)
    {
        using (writer.Open($"for (nint at = left, end = left + {(leftStep == "1" ? "length" : $"(length * {leftStep})")}; at != end; {(leftStep == "1" ? "at++" : $"at += {leftStep}")}, right += {rightStep})"))
        {
            writer.Line($"TLanes {string.Join(", ", Groups(strip).Select(group => $"r{Literal.Of(group)} = TLanes.Load(in rights, {Offset("right", group * OutputAxis.Lanes)})"))};");
            for (int position = 0; position < positions; position++)
            {
                long offset = (long)position * plan.Positions.LeftStep;
                if (plan.LeftIsLanes)
                {
                    writer.Line(string.Join(" ", Groups(strip).Select(group => Product(position, group, $"TLanes.Load(in lefts, {Offset("at", offset + (group * OutputAxis.Lanes))})"))));
                }
                else if (strip.Groups == 1)
                {
                    writer.Line(Product(position, 0, $"TLanes.Splat(in lefts, {Offset("at", offset)})"));
                }
                else
                {
                    writer.Line($"TLanes l{Literal.Of(position)} = TLanes.Splat(in lefts, {Offset("at", offset)});");
                    writer.Line(string.Join(" ", Groups(strip).Select(group => Product(position, group, "l" + Literal.Of(position)))));
                }
            }
        }
    }

    private static string Product(int position, int group, string left) =>
        $"{Sum(position, group)} = TLanes.FusedMultiplyAdd({left}, r{Literal.Of(group)}, {Sum(position, group)});";

    private void EmitSums(int positions, ProductStrip strip, bool adds)
    {
        // Sums of weights lie in whole panels: there is room for lanes that are no output channels.
        bool isPacked = plan.Adds;
        for (int position = 0; position < positions; position++)
        {
            foreach (int group in Groups(strip))
            {
                string at = Offset("output", ((long)position * plan.Positions.OutputStep) + (group * OutputAxis.Lanes)), sum = Sum(position, group);
                writer.Line((isPacked ? null : strip.CountOf(group), adds) switch
                {
                    (null, true) => $"TLanes.Add({sum}, ref sums, {at});",
                    (null, false) => $"TLanes.Store({sum}, ref sums, {at});",
                    ({ } count, true) => $"TLanes.StoreFirst(TLanes.LoadFirst(in sums, {at}, {count}) + {sum}, ref sums, {at}, {count});",
                    ({ } count, false) => $"TLanes.StoreFirst({sum}, ref sums, {at}, {count});",
                });
            }
        }
    }
}
