using System;
using System.Threading;
using BatchNormGen.Generator.Emission.Kernels;
using BatchNormGen.Generator.Emission.Members;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes a layer's file: the members of the user's class, thin and fully qualified; below them the kernels.</summary>
internal static class LayerEmitter
{
    /// <summary>A batch normalization layer.</summary>
    public static string Emit(BatchNormSpec spec, CancellationToken cancellation) =>
        Write(spec.Layer, BatchNormDescription.Sentence(spec), writer => new BatchNormEmitter(writer, spec).Emit(), LayerKernels.Of(spec), cancellation);

    /// <summary>A layer that normalizes rows.</summary>
    public static string Emit(RowNormSpec spec, CancellationToken cancellation) =>
        Write(spec.Layer, RowNormDescription.Sentence(spec), writer => new RowNormEmitter(writer, spec).Emit(), LayerKernels.Of(spec), cancellation);

    /// <summary>A layer that normalizes groups of channels.</summary>
    public static string Emit(GroupNormSpec spec, CancellationToken cancellation) =>
        Write(spec.Layer, GroupNormDescription.Sentence(spec), writer => new GroupNormEmitter(writer, spec).Emit(), LayerKernels.Of(spec), cancellation);

    private static string Write(LayerSpec layer, string description, Action<SourceWriter> emitMembers, LayerKernels kernels, CancellationToken cancellation) =>
        GeneratedFile.Write(layer.Type, "layer", description, emitMembers, writer => KernelEmitter.Emit(writer, layer.Type, layer.ElementType, kernels), cancellation);
}
