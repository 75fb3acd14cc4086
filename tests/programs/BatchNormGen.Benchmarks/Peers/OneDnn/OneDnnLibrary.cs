using System.Reflection;
using System.Runtime.InteropServices;

namespace BatchNormGen.Benchmarks.Peers.OneDnn;

/// <summary>
/// oneDNN's C interface, as far as versions 2 and 3 have it in common. It is found in the system's library path, if it is there
/// (Debian: package libdnnl2 or libdnnl3).
/// </summary>
internal abstract unsafe class OneDnnLibrary
{
    protected const int Success = 0;
    protected const int FloatType = 3;
    protected const int UseGlobalStatistics = 1;

    private const int CpuEngine = 1;
    private const int InOrder = 1;

    private readonly nint _handle;
    private readonly delegate* unmanaged<int, void> _setThreads;
    private readonly delegate* unmanaged<nint, nint, int, ExecutionArgument*, int> _execute;
    private readonly nint _stream;

    protected OneDnnLibrary(nint handle, string version, nint openMp)
    {
        _handle = handle;
        Version = version;
        _setThreads = openMp == 0 ? null : (delegate* unmanaged<int, void>)NativeLibrary.GetExport(openMp, "omp_set_num_threads");
        _execute = (delegate* unmanaged<nint, nint, int, ExecutionArgument*, int>)Function("dnnl_primitive_execute");
        nint engine;
        Check("dnnl_engine_create", ((delegate* unmanaged<nint*, int, nuint, int>)Function("dnnl_engine_create"))(&engine, CpuEngine, 0));
        Engine = engine;
        nint stream;
        Check("dnnl_stream_create", ((delegate* unmanaged<nint*, nint, uint, int>)Function("dnnl_stream_create"))(&stream, engine, InOrder));
        _stream = stream;
    }

    public enum Propagation
    {
        ForwardTraining = 64,
        ForwardInference = 96,
        Backward = 128,
    }

    public string Version { get; }

    /// <summary>Whether the number of threads can be set: it is built on OpenMP.</summary>
    public bool SetsThreads => _setThreads is not null;

    protected nint Engine { get; }

    /// <summary>Loads the library; null and a reason if there is none.</summary>
    public static OneDnnLibrary? TryLoad(out string? absence)
    {
        absence = "libdnnl is not installed";
        if (!TryLoad(["libdnnl.so.3", "libdnnl.so.2"], out nint handle))
        {
            return null;
        }

        var version = (DnnlVersion*)((delegate* unmanaged<void*>)NativeLibrary.GetExport(handle, "dnnl_version"))();
        string text = $"{version->Major}.{version->Minor}.{version->Patch}";

        // It is in the process already: which one it is, is the library's choice.
        _ = TryLoad(["libgomp.so.1", "libiomp5.so", "libomp.so.5"], out nint openMp);
        try
        {
            absence = null;
            return version->Major switch
            {
                2 => new OneDnn2(handle, text, openMp),
                3 => new OneDnn3(handle, text, openMp),
                _ => throw new EntryPointNotFoundException($"version {text} is not known here"),
            };
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or OneDnnException)
        {
            absence = exception.Message;
            return null;
        }
    }

    /// <summary>Describes a tensor and puts it at an address.</summary>
    public abstract nint CreateMemory(long[] extents, long[] strides, float* data);

    /// <summary>A batch normalization primitive that learns a scale and a shift.</summary>
    public abstract nint CreateBatchNormalization(Propagation propagation, long[] extents, long[] strides, float epsilon);

    /// <summary>A layer normalization primitive, of the last axis of two, that learns a scale and a shift. Its statistics are a tensor of one number a row.</summary>
    public abstract nint CreateLayerNormalization(Propagation propagation, long rows, long features, float epsilon);

    /// <summary>How gamma, beta and their gradients are handed over.</summary>
    public abstract ExecutionArgument[] Parameters(float* gammaAndBeta, int features, bool gradients);

    public void DestroyMemory(nint memory) => ((delegate* unmanaged<nint, int>)Function("dnnl_memory_destroy"))(memory);

    public void DestroyPrimitive(nint primitive) => ((delegate* unmanaged<nint, int>)Function("dnnl_primitive_destroy"))(primitive);

    /// <summary>Sets the number of threads, of primitives that are made as of those that run: it has to be the same.</summary>
    public void SetThreads(int threads) => _setThreads(threads);

    public void Execute(nint primitive, ExecutionArgument* arguments, int count)
    {
        // On a CPU with OpenMP it is done when the call returns.
        Check("dnnl_primitive_execute", _execute(primitive, _stream, count, arguments));
    }

    protected static void Check(string function, int status)
    {
        if (status != Success)
        {
            throw new OneDnnException(function, status);
        }
    }

    protected nint Function(string name) => NativeLibrary.GetExport(_handle, name);

    protected nint CreatePrimitive(nint description)
    {
        nint primitive;
        int status = ((delegate* unmanaged<nint*, nint, int>)Function("dnnl_primitive_create"))(&primitive, description);
        Check("dnnl_primitive_create", status);
        return primitive;
    }

    private static bool TryLoad(string[] names, out nint handle)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out handle))
            {
                return true;
            }
        }

        handle = 0;
        return false;
    }

    /// <summary>A tensor and the part that it plays.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ExecutionArgument(int part, nint memory)
    {
        public const int Source = 1;
        public const int Destination = 17;
        public const int Mean = 49;
        public const int Variance = 50;
        public const int SourceGradient = 129;
        public const int DestinationGradient = 145;

        public int Part = part;
        public nint Memory = memory;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct DnnlVersion
    {
        public readonly int Major;
        public readonly int Minor;
        public readonly int Patch;
    }
}
