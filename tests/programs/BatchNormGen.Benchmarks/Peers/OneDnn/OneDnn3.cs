namespace BatchNormGen.Benchmarks.Peers.OneDnn;

/// <summary>Version 3: descriptors are objects of the library; gamma and beta are two tensors.</summary>
internal sealed unsafe class OneDnn3(nint handle, string version, nint openMp) : OneDnnLibrary(handle, version, openMp)
{
    private const uint UseScale = 2;
    private const uint UseShift = 4;
    private const int Scale = 51;
    private const int Shift = 52;
    private const int ScaleGradient = 255;
    private const int ShiftGradient = 256;

    public override nint CreateMemory(long[] extents, long[] strides, float* data)
    {
        nint descriptor = Describe(extents, strides);
        nint memory;
        int status = ((delegate* unmanaged<nint*, nint, nint, void*, int>)Function("dnnl_memory_create"))(&memory, descriptor, Engine, data);
        Check("dnnl_memory_create", status);
        return memory;
    }

    public override nint CreateBatchNormalization(Propagation propagation, long[] extents, long[] strides, float epsilon)
    {
        nint tensor = Describe(extents, strides);
        bool backward = propagation == Propagation.Backward;
        uint flags = UseScale | UseShift | (propagation == Propagation.ForwardInference ? UseGlobalStatistics : 0u);
        nint forward;
        Check("dnnl_batch_normalization_forward_primitive_desc_create", ((delegate* unmanaged<nint*, nint, int, nint, nint, float, uint, nint, int>)
            Function("dnnl_batch_normalization_forward_primitive_desc_create"))(
                &forward, Engine, (int)(backward ? Propagation.ForwardTraining : propagation), tensor, tensor, epsilon, flags, 0));
        if (!backward)
        {
            return CreatePrimitive(forward);
        }

        nint description;
        Check("dnnl_batch_normalization_backward_primitive_desc_create", ((delegate* unmanaged<nint*, nint, int, nint, nint, nint, float, uint, nint, nint, int>)
            Function("dnnl_batch_normalization_backward_primitive_desc_create"))(
                &description, Engine, (int)propagation, tensor, tensor, tensor, epsilon, flags, forward, 0));
        return CreatePrimitive(description);
    }

    public override nint CreateLayerNormalization(Propagation propagation, long rows, long features, float epsilon)
    {
        nint tensor = Describe([rows, features], [features, 1]);
        nint statistics = Describe([rows], [1]);
        bool backward = propagation == Propagation.Backward;
        nint forward;
        Check("dnnl_layer_normalization_forward_primitive_desc_create", ((delegate* unmanaged<nint*, nint, int, nint, nint, nint, float, uint, nint, int>)
            Function("dnnl_layer_normalization_forward_primitive_desc_create"))(
                &forward, Engine, (int)(backward ? Propagation.ForwardTraining : propagation), tensor, tensor, statistics, epsilon, UseScale | UseShift, 0));
        if (!backward)
        {
            return CreatePrimitive(forward);
        }

        nint description;
        Check("dnnl_layer_normalization_backward_primitive_desc_create", ((delegate* unmanaged<nint*, nint, int, nint, nint, nint, nint, float, uint, nint, nint, int>)
            Function("dnnl_layer_normalization_backward_primitive_desc_create"))(
                &description, Engine, (int)propagation, tensor, tensor, tensor, statistics, epsilon, UseScale | UseShift, forward, 0));
        return CreatePrimitive(description);
    }

    public override ExecutionArgument[] Parameters(float* gammaAndBeta, int features, bool gradients) =>
    [
        new(gradients ? ScaleGradient : Scale, CreateMemory([features], [1], gammaAndBeta)),
        new(gradients ? ShiftGradient : Shift, CreateMemory([features], [1], gammaAndBeta + features)),
    ];

    private nint Describe(long[] extents, long[] strides)
    {
        nint descriptor;
        fixed (long* dims = extents, steps = strides)
        {
            Check("dnnl_memory_desc_create_with_strides", ((delegate* unmanaged<nint*, int, long*, int, long*, int>)
                Function("dnnl_memory_desc_create_with_strides"))(&descriptor, extents.Length, dims, FloatType, steps));
        }

        return descriptor;
    }
}
