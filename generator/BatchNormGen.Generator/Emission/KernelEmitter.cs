using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes a layer's kernels: a file-local struct that the runtime is handed as a type argument.</summary>
internal sealed class KernelEmitter(SourceWriter writer, BatchNormSpec spec, KernelPlan plan)
{
    /// <summary>The struct's name: local to the file, so two layers of one name do not meet.</summary>
    public static string TypeName(BatchNormSpec spec) => spec.Layer.Type.Name.TrimStart('@') + "Kernel";

    public void Emit()
    {
        writer.Line("/// <summary>");
        writer.Line($"/// Kernels of <c>{Xml.Text(spec.Layer.Type.DisplayName)}</c>. Plan: {PlanDescription.Of(plan)}");
        writer.Line("/// </summary>");
        writer.Line($"[GeneratedCode({Literal.Of(LayerEmitter.ToolName)}, {Literal.Of(LayerEmitter.ToolVersion)})]");
        string type = Literal.Of(plan.ElementType);
        string kind = plan is RowPlan ? "IRowKernel" : "IPlaneKernel";
        using (writer.Open($"file readonly struct {TypeName(spec)} : {kind}<{type}>"))
        {
            writer.Line($"public static int Features => {Literal.Of(plan.Features)};");
            writer.Line();
            writer.Line($"public static double Epsilon => {Literal.Of(spec.Layer.Epsilon)};");
            writer.Line();
            writer.Line($"public static int MaxChunks => {Literal.Of(plan.MaxChunks)};");
            writer.Line();
            IKernelBodyEmitter bodies = plan is RowPlan rows
                ? new RowKernelEmitter(writer, rows)
                : new PlaneKernelEmitter(writer, (PlanePlan)plan);
            bodies.EmitDivision();
            foreach (KernelFormula formula in KernelFormula.All)
            {
                writer.Line();
                bodies.Emit(formula);
            }

            if (spec.TracksMovingStatistics)
            {
                writer.Line();
                new MovingAverageEmitter(writer, spec).Emit();
            }
        }
    }
}

/// <summary>Writes the bodies of one kind of kernel.</summary>
internal interface IKernelBodyEmitter
{
    /// <summary>The properties that tell the runtime how to divide and write what it hands over.</summary>
    void EmitDivision();

    /// <summary>The body that computes a formula.</summary>
    void Emit(KernelFormula formula);
}
