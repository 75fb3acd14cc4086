using System.Runtime.InteropServices;
using BatchNormGen.Mpi;

namespace BatchNormGen.Benchmarks.Collective;

/// <summary>MPI's own sum of doubles over all processes, which layers do not use: its order, and with it the bits, depends on the algorithm that the library picks.</summary>
internal sealed unsafe class EngineAllReduce
{
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> _allReduce;
    private readonly nint _world;
    private readonly nint _double;
    private readonly nint _sum;

    /// <summary>Binds the library that has been started.</summary>
    public EngineAllReduce()
    {
        (nint library, string name) = MpiLibrary.Load(Environment.GetEnvironmentVariable(MpiOptions.LibraryVariable), Launcher.Find(Environment.GetEnvironmentVariable));
        bool isOpenMpi = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _world);
        bool isStandard = Path.GetFileName(name).StartsWith("libmpi_abi", StringComparison.Ordinal);
        _allReduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)NativeLibrary.GetExport(library, "MPI_Allreduce");
        (_world, _double, _sum) = isStandard ? (0x101, 0x214, 0x21)
            : isOpenMpi ? (_world, NativeLibrary.GetExport(library, "ompi_mpi_double"), NativeLibrary.GetExport(library, "ompi_mpi_op_sum"))
            : (0x44000000, 0x4c00080b, 0x58000003);
    }

    public void Sum(double[] values, double[] sums)
    {
        fixed (double* from = values, to = sums)
        {
            if (_allReduce(from, to, values.Length, _double, _sum, _world) != 0)
            {
                throw new IOException("MPI_Allreduce failed");
            }
        }
    }
}
