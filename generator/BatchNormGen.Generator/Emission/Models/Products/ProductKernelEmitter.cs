using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Emission.Models.Products;

/// <summary>Writes a kernel of sums of products: the order in which blocks of terms, panels and positions are gone through, and below it the tiles that sum.</summary>
/// <param name="writer">Where it is written.</param>
/// <param name="plan">The plan.</param>
/// <param name="finishes">Whether the kernel is told what becomes of a sum, by a type argument.</param>
internal sealed class ProductKernelEmitter(SourceWriter writer, ProductPlan plan, bool finishes)
{
    private readonly TileEmitter _tiles = new(writer, plan);

    /// <summary>What the names of a machine's methods begin with, what is worked on there at once, and whether panels are gone through group by group. One where all machines do the same.</summary>
    private readonly (string Name, TileSizes Tiles, bool ByGroup)[] _machines = plan.IsSameOnAllMachines
        ? [("Strip", plan.OneVectorTiles, false)]
        : [("OneVector", plan.OneVectorTiles, false), ("SeveralVectors", plan.SeveralVectorsTiles, plan.Outputs.PanelGroups > 1)];

    /// <summary>The attribute of every method: optimized at once, since a kernel is called too seldom, and runs too long, for the JIT to come back to it.</summary>
    public const string Optimized = "[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]";

    /// <summary>What a strip and a tile are told beside places: whether sums are added to those of earlier blocks, and whether the block is the last one.</summary>
    private string FlagParameters => plan.Adds || plan.WritesOnce ? string.Empty : finishes ? ", bool adds, bool isLast" : ", bool adds";

    private string Flags => FlagParameters.Replace("bool ", string.Empty);

    private int? LastLanes => plan.Outputs.LastGroupLanes == OutputAxis.Lanes ? null : plan.Outputs.LastGroupLanes;

    public void Emit(string summary)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Open($"internal readonly struct {plan.Name}{(finishes ? "<TFinish> : IProductKernel\n    where TFinish : struct, IElementwiseKernel" : " : IProductKernel")}"))
        {
            if (!plan.IsSameOnAllMachines)
            {
                EmitChoiceOfMachine();
            }

            HashSet<(int Positions, ProductStrip Strip)> tiles = [];
            foreach ((string name, TileSizes sizes, bool byGroup) in _machines)
            {
                EmitMachine(name, byGroup);
                foreach (ProductStrip strip in Strips(byGroup))
                {
                    EmitStrip(name, strip, sizes);
                    tiles.UnionWith(sizes.Sizes.Select(size => (size, strip)));
                }
            }

            foreach ((int positions, ProductStrip strip) in tiles)
            {
                writer.Line();
                _tiles.Emit(positions, strip);
            }
        }
    }

    private void EmitChoiceOfMachine()
    {
        using (OpenMethod("public static void Run<TLanes>(in ProductArguments arguments)"))
        {
            using (writer.Open("if (TLanes.IsOneVector)"))
            {
                writer.Line("OneVector<TLanes>(in arguments);");
            }

            using (writer.Open("else"))
            {
                writer.Line("SeveralVectors<TLanes>(in arguments);");
            }
        }
    }

    /// <summary>The kinds of strips: those of whole panels or groups, and the last one.</summary>
    private IEnumerable<ProductStrip> Strips(bool byGroup) => byGroup
        ? new ProductStrip[] { new(1, null), new(1, LastLanes) }.Distinct().Skip(LastLanes is not null && plan.Outputs.Count < OutputAxis.Lanes ? 1 : 0)
        : new ProductStrip[] { new(plan.Outputs.PanelGroups, null), new(plan.Outputs.LastPanelGroups, LastLanes) }.Distinct().Skip(plan.Outputs.Panels == 1 && LastPanelDiffers ? 1 : 0);

    private bool LastPanelDiffers => LastLanes is not null || plan.Outputs.LastPanelGroups != plan.Outputs.PanelGroups;

    /// <summary>The order of blocks and panels: a panel of weights is used for all positions before the next is read, and gradients of weights are summed while what they are made of is in the cache.</summary>
    private void EmitMachine(string name, bool byGroup)
    {
        string header = "public static void Run";
        if (!plan.IsSameOnAllMachines)
        {
            writer.Line();
            header = $"private static void {name}";
        }

        using (OpenMethod($"{header}<TLanes>(in ProductArguments arguments)"))
        {
            if (plan.Terms.IsOneBlock)
            {
                EmitOneBlock();
                using (OpenPanels())
                {
                    EmitCalls(name, byGroup);
                }
            }
            else if (plan.Adds)
            {
                using (OpenBlocks())
                {
                    using (OpenPanels())
                    {
                        EmitCalls(name, byGroup);
                    }
                }
            }
            else
            {
                using (OpenPanels())
                {
                    using (OpenBlocks())
                    {
                        EmitCalls(name, byGroup);
                    }
                }
            }
        }
    }

    private SourceWriter.Block OpenPanels() => writer.Open("for (nint panel = arguments.FirstPanel; panel < arguments.EndPanel; panel++)");

    private void EmitOneBlock() => writer.Line(
        plan.Terms.BlocksAreOneRun ? $"const int length = {Literal.Of(plan.Terms.Length)};"
            : $"const int runs = {Literal.Of(plan.Terms.Runs)}, length = {Literal.Of(plan.Terms.Length)}; // {Literal.Of((long)plan.Terms.Runs * plan.Terms.Length)} terms.");

    /// <summary>The loop over blocks of terms, with what is known of each.</summary>
    private SourceWriter.Block OpenBlocks()
    {
        TermAxis terms = plan.Terms;
        SourceWriter.Block block;
        if (terms.Length == 0)
        {
            block = writer.Open($"for (nint term = 0; term < arguments.Terms; term += {Literal.Of(TermAxis.MaxChain)})");
            writer.Line($"nint length = Math.Min({Literal.Of(TermAxis.MaxChain)}, arguments.Terms - term), left = term * {Literal.Of(terms.LeftStep)}, right = term * {Literal.Of(terms.RightStep)};");
        }
        else if (terms.BlocksAreParts)
        {
            string length = Literal.Of(terms.Length), part = Literal.Of(terms.PartLength);
            writer.Line($"// {Literal.Of((long)terms.Runs * terms.Length)} terms, in blocks of at most {part}.");
            block = writer.Open($"for (nint run = 0, term = 0; run < {Literal.Of(terms.Runs)}; term += {part}, run += term >= {length} ? 1 : 0, term = term >= {length} ? 0 : term)");
            writer.Line($"nint length = Math.Min({part}, {length} - term), left = (run * {Literal.Of(terms.LeftRunPitch)}) + (term * {Literal.Of(terms.LeftStep)}), right = ((run * {length}) + term) * {Literal.Of(terms.RightStep)};");
            EmitBlockFlags("run + term > 0", $"run == {Literal.Of(terms.Runs - 1)} && term + length == {length}");
        }
        else
        {
            string runs = Literal.Of(terms.Runs), blockRuns = Literal.Of(terms.BlockRuns);
            writer.Line($"// {Literal.Of((long)terms.Runs * terms.Length)} terms, in {Literal.Of(terms.Blocks)} blocks of at most {Literal.Of((long)terms.BlockRuns * terms.Length)}.");
            block = writer.Open($"for (nint run = 0; run < {runs}; run += {blockRuns})");
            writer.Line($"nint runs = Math.Min({blockRuns}, {runs} - run), length = {Literal.Of(terms.Length)}, left = run * {Literal.Of(terms.LeftRunPitch)}, right = run * {Literal.Of((long)terms.Length * terms.RightStep)};");
            EmitBlockFlags("run > 0", $"run + runs == {runs}");
        }

        return block;
    }

    private void EmitBlockFlags(string adds, string isLast)
    {
        if (!plan.Adds)
        {
            writer.Line($"bool adds = {adds}{(!finishes ? string.Empty : $", isLast = {isLast}")};");
        }
    }

    private void EmitCalls(string name, bool byGroup)
    {
        OutputAxis outputs = plan.Outputs;
        long panelLanes = (long)outputs.PanelGroups * OutputAxis.Lanes;
        (string? left, string? right) = plan.Terms.IsOneBlock ? (null, null) : ("left", "right");
        string? lane = byGroup ? "lane" : null;
        string arguments = string.Join(
            ", ",
            new[]
            {
                "in arguments",
                plan.LeftIsLanes ? Place(left, panelLanes, lane) : left ?? "0",
                Place(right, outputs.RightPanelPitch, lane),
                Place(null, outputs.OutputPanelPitch, lane),
                finishes ? Place(null, panelLanes, lane) : null,
                TileEmitter.Counts(plan),
            }.Where(static argument => argument is not null)) + Flags;
        ProductStrip[] strips = [.. Strips(byGroup)];
        if (!byGroup)
        {
            EmitChoice(strips, $"panel < {Literal.Of(outputs.Panels - 1)}", Call);
            return;
        }

        string lanes = Literal.Of(OutputAxis.Lanes), ofPanel = Literal.Of(panelLanes);
        using (writer.Open($"for (nint lane = 0, lanes = Math.Min({ofPanel}, {Literal.Of(outputs.Count)} - (panel * {ofPanel})); lane < lanes; lane += {lanes})"))
        {
            EmitChoice(strips, $"lane + {lanes} <= lanes", Call);
        }

        string Call(ProductStrip strip) => $"{name}{strip.Suffix}<TLanes>({arguments});";
    }

    /// <summary>Where a panel, or a lane of it, begins.</summary>
    private static string Place(string? block, long panelPitch, string? lane)
    {
        string panel = $"panel * {Literal.Of(panelPitch)}";
        return (block, lane) is (null, null) ? panel : string.Join(" + ", new[] { block, $"({panel})", lane }.Where(static part => part is not null));
    }

    private void EmitChoice(ProductStrip[] strips, string isWhole, System.Func<ProductStrip, string> call)
    {
        if (strips.Length == 1)
        {
            writer.Line(call(strips[0]));
            return;
        }

        using (writer.Open($"if ({isWhole})"))
        {
            writer.Line(call(strips[0]));
        }

        using (writer.Open("else"))
        {
            writer.Line(call(strips[1]));
        }
    }

    /// <summary>A block of a strip: for every position.</summary>
    private void EmitStrip(string name, ProductStrip strip, TileSizes sizes)
    {
        PositionAxis positions = plan.Positions;
        string flags = FlagParameters;
        writer.Line();
        using (OpenMethod($"private static void {name}{strip.Suffix}<TLanes>(in ProductArguments arguments, nint left, nint right, nint output{(!finishes ? string.Empty : ", nint channel")}, {TileEmitter.CountParameters(plan)}{flags})"))
        {
            if (positions.Count == 0)
            {
                writer.Line("nint position = arguments.FirstLine;");
                string left = positions.LeftStep == 1 ? "left + position" : $"left + (position * {Literal.Of(positions.LeftStep)})", output = $"output + (position * {Literal.Of(positions.OutputStep)})";
                foreach (int size in sizes.Sizes)
                {
                    if (size != sizes.Sizes[0])
                    {
                        writer.Line();
                    }

                    string condition = size == 1 ? "position < arguments.EndLine" : $"position + {Literal.Of(size)} <= arguments.EndLine";
                    using (writer.Open($"for (; {condition}; {(size == 1 ? "position++" : $"position += {Literal.Of(size)}")})"))
                    {
                        EmitTile(size, strip, left, output);
                    }
                }

                return;
            }

            using (writer.Open("for (nint line = arguments.FirstLine; line < arguments.EndLine; line++)"))
            {
                writer.Line($"nint from = left + (line * {Literal.Of(positions.LeftLinePitch)}), to = output + (line * {Literal.Of(positions.OutputLinePitch)});");
                for (int i = 0; i < sizes.Sizes.Count; i++)
                {
                    int size = sizes.Sizes[i], count = sizes.Counts[i];
                    string read = $"from += {Literal.Of((long)size * positions.LeftStep)}", written = $"to += {Literal.Of((long)size * positions.OutputStep)}";
                    bool isLast = i == sizes.Sizes.Count - 1;
                    if (count == 1)
                    {
                        EmitTile(size, strip, "from", "to");
                        if (!isLast)
                        {
                            writer.Line($"{read};\n{written};");
                        }

                        continue;
                    }

                    using (writer.Open($"for (nint tile = 0; tile < {Literal.Of(count)}; tile++, {read}, {written})"))
                    {
                        EmitTile(size, strip, "from", "to");
                    }

                    if (!isLast)
                    {
                        writer.Line();
                    }
                }
            }
        }
    }

    private void EmitTile(int positions, ProductStrip strip, string left, string output)
    {
        writer.Line($"{TileEmitter.Name(positions, strip)}<TLanes>(in arguments, {left}, right, {output}, {TileEmitter.Counts(plan)}{(plan.Adds || plan.WritesOnce ? string.Empty : ", adds")});");
        if (finishes)
        {
            using (plan.WritesOnce ? null : (System.IDisposable)writer.Open("if (isLast)"))
            {
                writer.Line($"TFinish.Run<TLanes>(in arguments, {output}, channel, {Literal.Of(((strip.Groups - 1) * OutputAxis.Lanes) + (strip.LastLanes ?? OutputAxis.Lanes))}, {Literal.Of(positions)}, {Literal.Of(plan.Positions.OutputStep)});");
            }
        }
    }

    private SourceWriter.Block OpenMethod(string signature) => writer.Open($"{Optimized}\n{signature}\n    where TLanes : struct, ILanes<TLanes, float>");
}
