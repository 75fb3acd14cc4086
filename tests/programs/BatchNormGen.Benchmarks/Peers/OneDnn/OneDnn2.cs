namespace BatchNormGen.Benchmarks.Peers.OneDnn;

/// <summary>Version 2: descriptors are structs of the caller; gamma and beta are one tensor of two rows.</summary>
internal sealed unsafe class OneDnn2(nint handle, string version, nint openMp) : OneDnnLibrary(handle, version, openMp)
{
    // More than dnnl_memory_desc_t and the descriptors of operations take in any minor version.
    private const int MemoryDescriptorBytes = 2048;
    private const int OperationDescriptorBytes = 16384;

    private const uint UseScaleShift = 2;
    private const int ScaleShift = 33;
    private const int ScaleShiftGradient = 161;

    public override nint CreateMemory(long[] extents, long[] strides, float* data)
    {
        byte* descriptor = stackalloc byte[MemoryDescriptorBytes];
        Describe(descriptor, extents, strides);
        nint memory;
        int status = ((delegate* unmanaged<nint*, void*, nint, void*, int>)Function("dnnl_memory_create"))(&memory, descriptor, Engine, data);
        Check("dnnl_memory_create", status);
        return memory;
    }

    public override nint CreateBatchNormalization(Propagation propagation, long[] extents, long[] strides, float epsilon)
    {
        byte* tensor = stackalloc byte[MemoryDescriptorBytes];
        Describe(tensor, extents, strides);
        byte* operation = stackalloc byte[OperationDescriptorBytes];
        bool backward = propagation == Propagation.Backward;
        uint flags = UseScaleShift | (propagation == Propagation.ForwardInference ? UseGlobalStatistics : 0u);
        InitializeForward(operation, backward ? Propagation.ForwardTraining : propagation, tensor, epsilon, flags);
        nint forward = Describe(operation, hint: 0);
        if (!backward)
        {
            return CreatePrimitive(forward);
        }

        Check("dnnl_batch_normalization_backward_desc_init", ((delegate* unmanaged<void*, int, void*, void*, float, uint, int>)
            Function("dnnl_batch_normalization_backward_desc_init"))(operation, (int)propagation, tensor, tensor, epsilon, flags));
        return CreatePrimitive(Describe(operation, forward));
    }

    public override nint CreateLayerNormalization(Propagation propagation, long rows, long features, float epsilon)
    {
        byte* tensor = stackalloc byte[MemoryDescriptorBytes];
        Describe(tensor, [rows, features], [features, 1]);
        byte* statistics = stackalloc byte[MemoryDescriptorBytes];
        Describe(statistics, [rows], [1]);
        byte* operation = stackalloc byte[OperationDescriptorBytes];
        bool backward = propagation == Propagation.Backward;
        Check("dnnl_layer_normalization_forward_desc_init", ((delegate* unmanaged<void*, int, void*, void*, float, uint, int>)
            Function("dnnl_layer_normalization_forward_desc_init"))(
                operation, (int)(backward ? Propagation.ForwardTraining : propagation), tensor, statistics, epsilon, UseScaleShift));
        nint forward = Describe(operation, hint: 0);
        if (!backward)
        {
            return CreatePrimitive(forward);
        }

        Check("dnnl_layer_normalization_backward_desc_init", ((delegate* unmanaged<void*, int, void*, void*, void*, float, uint, int>)
            Function("dnnl_layer_normalization_backward_desc_init"))(operation, (int)propagation, tensor, tensor, statistics, epsilon, UseScaleShift));
        return CreatePrimitive(Describe(operation, forward));
    }

    public override ExecutionArgument[] Parameters(float* gammaAndBeta, int features, bool gradients) =>
        [new(gradients ? ScaleShiftGradient : ScaleShift, CreateMemory([2, features], [features, 1], gammaAndBeta))];

    private void InitializeForward(byte* operation, Propagation propagation, byte* tensor, float epsilon, uint flags) =>
        Check("dnnl_batch_normalization_forward_desc_init", ((delegate* unmanaged<void*, int, void*, float, uint, int>)
            Function("dnnl_batch_normalization_forward_desc_init"))(operation, (int)propagation, tensor, epsilon, flags));

    private nint Describe(byte* operation, nint hint)
    {
        nint description;
        Check("dnnl_primitive_desc_create", ((delegate* unmanaged<nint*, void*, nint, nint, nint, int>)
            Function("dnnl_primitive_desc_create"))(&description, operation, 0, Engine, hint));
        return description;
    }

    private void Describe(byte* descriptor, long[] extents, long[] strides)
    {
        fixed (long* dims = extents, steps = strides)
        {
            Check("dnnl_memory_desc_init_by_strides", ((delegate* unmanaged<void*, int, long*, int, long*, int>)
                Function("dnnl_memory_desc_init_by_strides"))(descriptor, extents.Length, dims, FloatType, steps));
        }
    }
}
