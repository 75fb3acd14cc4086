using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Emission.Models.Products;

/// <summary>Writes what becomes of the sums of a tile while they are in the first-level cache: bias, normalization, residual, activation.</summary>
internal sealed class FinishEmitter(SourceWriter writer, MapFormula formula)
{
    private readonly FormulaText _text = new(ElementType.Float);

    public void Emit()
    {
        string y = formula.Outputs[0].Name;
        writer.Line($"/// <summary>{FormulaDescription.Of(formula, "channel")}</summary>");
        using (writer.Open($"internal readonly struct {formula.Name} : IProductFinish"))
        {
            writer.Line(ProductKernelEmitter.Optimized);
            using (writer.Open(
                """
                public static void Run<TLanes>(in ProductArguments arguments, nint output, nint channel, nint lanes, nint positions, nint step)
                    where TLanes : struct, ILanes<TLanes, float>
                """))
            {
                writer.Line($"ref float {y} = ref arguments.Output;");
                if (formula.Inputs.Count > 1)
                {
                    writer.Line($"ref readonly float {formula.Inputs[1]} = ref arguments.Residual;");
                }

                for (int i = 0; i < formula.Constants.Count; i++)
                {
                    writer.Line($"ref readonly float {formula.Constants[i]} = ref arguments.Constant({Literal.Of(i)});");
                }

                string group = Literal.Of(OutputAxis.Lanes);
                writer.Line($"nint end = output + (positions * step);");
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

    private void EmitPositions(GroupSource source)
    {
        if (formula.Constants.Count > 0)
        {
            writer.Line($"TLanes {string.Join(", ", formula.Constants.Select(name => $"{Constant(name)} = TLanes.Load(in {name}, channel)"))};");
        }

        using (writer.Open("for (nint at = output; at != end; at += step)"))
        {
            foreach (string line in _text.Lines(formula, Constant, source))
            {
                writer.Line(line);
            }
        }
    }

    private static string Constant(string name) => name + "Lanes";
}
