using System;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the body of the kernel that estimates the means of planes of known extents, each from some of its groups.</summary>
internal sealed class PlaneEstimateEmitter(SourceWriter writer, PlanePlan plan)
{
    public void Emit(EstimateFormula formula)
    {
        PlaneExtents extents = plan.Fixed!;
        string plane = plan.Statistic, element = Literal.Of(plan.ElementType), one = plan.ElementType == ElementType.Float ? "1f" : "1.0";
        EstimateSample sample = plan.EstimateSample;
        int sums = Math.Min(plan.ReductionChains, sample.Groups);
        if (sample.Stride > 1)
        {
            writer.Line($"// Of every {Literal.Of(sample.Stride)} groups one: what is summed about an estimate tells whether it was near enough.");
        }

        writer.Line("nint at = 0;");
        using (writer.Open($"for (nint {plane} = 0; {plane} < {plane}s; {plane}++, at += {Literal.Of(extents.Positions)})"))
        {
            writer.Line($"{element} origin = Unsafe.Add(ref Unsafe.AsRef(in {formula.Input}), at);");
            writer.Line("TLanes originLanes = TLanes.Splat(origin);");
            for (int i = 0; i < sample.Groups; i++)
            {
                string? count = i * sample.Stride == extents.Groups ? Literal.Of(extents.LastLanes) : null;
                GroupSource source = new(LaneGroup.Sum("at", Literal.Of(i * sample.Stride * plan.Lanes)), count);
                string difference = source.Keep($"{source.Load(formula.Input)} - originLanes");
                writer.Line(i < sums ? $"TLanes sum{Literal.Of(i)} = {difference};" : $"sum{Literal.Of(i % sums)} += {difference};");
            }

            string total = string.Join(" + ", Enumerable.Range(0, sums).Select(static i => $"sum{Literal.Of(i)}"));
            writer.Line($"Unsafe.Add(ref {formula.Output}, {plane}) = origin + (TLanes.ShortSum({total}) * ({one} / {Literal.Of(sample.Values)}));");
        }
    }
}
