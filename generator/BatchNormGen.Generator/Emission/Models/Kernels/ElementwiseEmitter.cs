using System;
using System.Linq;
using BatchNormGen.Generator.Emission.Models.Products;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Emission.Models.Kernels;

/// <summary>Writes what becomes of values one by one: of the sums of a tile while they are in the first-level cache, or of a whole tensor.</summary>
internal sealed class ElementwiseEmitter(SourceWriter writer, MapFormula formula)
{
    private readonly FormulaText _text = new(ElementType.Float);

    public void Emit()
    {
        string y = formula.Outputs[0].Name;
        writer.Line($"/// <summary>{FormulaDescription.Of(formula, "channel")}</summary>");
        using (writer.Open($"internal readonly struct {formula.Name} : IElementwiseKernel"))
        {
            writer.Line(ProductKernelEmitter.Optimized);
            using (writer.Open(
                """
                public static void Run<TLanes>(in ProductArguments arguments, nint output, nint channel, nint lanes, nint positions, nint step)
                    where TLanes : struct, ILanes<TLanes, float>
                """))
            {
                writer.Line($"ref float {y} = ref arguments.Output;");
                foreach (string input in formula.Inputs.Where(input => input != y))
                {
                    writer.Line($"ref readonly float {input} = ref arguments.{PlaceOf(input)};");
                }

                foreach (string constant in formula.Constants)
                {
                    writer.Line($"ref readonly float {constant} = ref arguments.Constant({Literal.Of(Array.IndexOf(ElementwiseFormulas.Constants, constant))});");
                }

                string group = Literal.Of(OutputAxis.Lanes);
                writer.Line("nint end = output + (positions * step);");
                using (writer.Open($"for (; lanes >= {group}; lanes -= {group}, channel += {group}, output += {group}, end += {group})"))
                {
                    EmitPositions(new GroupSource("at", Count: null));
                }

                writer.Line();
                using (writer.Open("if (lanes > 0)"))
                {
                    writer.Line("int count = (int)lanes;");
                    EmitPositions(new GroupSource("at", "count"));
                }
            }
        }
    }

    /// <summary>Where the runtime puts an input.</summary>
    private static string PlaceOf(string input) => input switch
    {
        "residual" => "Residual",
        "dy" => "Right",
        _ => "Left",
    };

    private static string Lanes(string constant) => constant + "Lanes";

    private void EmitPositions(GroupSource source)
    {
        if (formula.Constants.Count > 0)
        {
            writer.Line($"TLanes {string.Join(", ", formula.Constants.Select(name => $"{Lanes(name)} = TLanes.Load(in {name}, channel)"))};");
        }

        using (writer.Open("for (nint at = output; at != end; at += step)"))
        {
            foreach (string line in _text.Lines(formula, Lanes, source))
            {
                writer.Line(line);
            }
        }
    }
}
