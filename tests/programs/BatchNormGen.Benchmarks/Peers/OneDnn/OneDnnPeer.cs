using System.Runtime.InteropServices;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;
using static BatchNormGen.Benchmarks.Peers.OneDnn.OneDnnLibrary;

namespace BatchNormGen.Benchmarks.Peers.OneDnn;

/// <summary>oneDNN's primitives. Its training leaves the moving averages to the caller, so they are not in its times.</summary>
internal sealed class OneDnnPeer : IPeer
{
    private readonly OneDnnLibrary? _library;

    public OneDnnPeer()
    {
        _library = OneDnnLibrary.TryLoad(out string? absence);
        Absence = absence;
    }

    public string Name => "oneDNN";

    public string Version => _library?.Version ?? "";

    public string? Absence { get; }

    public IPreparedLayer? Prepare(BatchData data, int threads) =>
        _library is { SetsThreads: true } library && data.Normalization == Normalization.BatchNorm ? new PreparedLayer(library, data, threads) : null;

    private sealed unsafe class PreparedLayer : IPreparedLayer
    {
        private readonly OneDnnLibrary _library;
        private readonly BatchData _data;
        private readonly int _threads;
        private readonly long[] _extents;
        private readonly long[] _strides;
        private readonly float* _vectors;
        private readonly List<nint> _memories = [];
        private readonly List<nint> _primitives = [];
        private readonly List<nint> _argumentLists = [];

        public PreparedLayer(OneDnnLibrary library, BatchData data, int threads)
        {
            _library = library;
            _data = data;
            _threads = threads;

            // With fewer than two axes of positions it falls back to plain loops: they get axes of extent 1.
            TensorShape shape = data.Shape with
            {
                Layout = data.Shape.HasPlanes ? TensorLayout.ChannelsFirst : TensorLayout.ChannelsLast,
                Spatial = [.. Enumerable.Repeat(1, Math.Max(0, 4 - data.Shape.Rank)), .. data.Shape.Spatial],
            };
            _extents = shape.ChannelsSecond();
            _strides = shape.Strides();

            // gamma, beta; their gradients; the moving statistics; the batch's.
            _vectors = (float*)NativeMemory.AlignedAlloc((nuint)(8 * data.Shape.Features * sizeof(float)), 64);
            NativeMemory.Clear(_vectors, (nuint)(8 * data.Shape.Features * sizeof(float)));
            data.Gamma.CopyTo(Vector(0));
            data.Beta.CopyTo(Vector(1));
            data.MovingMean.CopyTo(Vector(4));
            data.MovingVariance.CopyTo(Vector(5));
        }

        public ReadOnlySpan<float> Result => _data.Result.Span;

        public Action Inference() => Call(Propagation.ForwardInference, Part(ExecutionArgument.Source, _data.X), Part(ExecutionArgument.Destination, _data.Result));

        public Action? Forward() => _data.Shape.Count < 2
            ? null
            : Call(Propagation.ForwardTraining, Part(ExecutionArgument.Source, _data.X), Part(ExecutionArgument.Destination, _data.Result));

        public Action? Backward()
        {
            if (Forward() is not { } forward)
            {
                return null;
            }

            forward();
            return Call(
                Propagation.Backward,
                [
                    Part(ExecutionArgument.Source, _data.X),
                    Part(ExecutionArgument.DestinationGradient, _data.Dy),
                    Part(ExecutionArgument.SourceGradient, _data.Result),
                    .. Own(_library.Parameters(_vectors + (2 * _data.Shape.Features), _data.Shape.Features, gradients: true)),
                ]);
        }

        public void Dispose()
        {
            _primitives.ForEach(_library.DestroyPrimitive);
            _memories.ForEach(_library.DestroyMemory);
            _argumentLists.ForEach(static list => NativeMemory.Free((void*)list));
            NativeMemory.AlignedFree(_vectors);
        }

        private Action Call(Propagation propagation, params ExecutionArgument[] tensors)
        {
            _library.SetThreads(_threads);
            nint primitive = _library.CreateBatchNormalization(propagation, _extents, _strides, _data.Epsilon);
            _primitives.Add(primitive);
            int statistics = propagation == Propagation.ForwardInference ? 4 : 6;
            ExecutionArgument[] all =
            [
                .. tensors,
                .. Own(_library.Parameters(_vectors, _data.Shape.Features, gradients: false)),
                .. Own([Statistic(ExecutionArgument.Mean, statistics), Statistic(ExecutionArgument.Variance, statistics + 1)]),
            ];
            var arguments = (ExecutionArgument*)NativeMemory.Alloc((nuint)(all.Length * sizeof(ExecutionArgument)));
            _argumentLists.Add((nint)arguments);
            all.CopyTo(new Span<ExecutionArgument>(arguments, all.Length));
            return () =>
            {
                _library.SetThreads(_threads);
                _library.Execute(primitive, arguments, all.Length);
            };
        }

        private ExecutionArgument Part(int part, TensorMemory tensor)
        {
            nint memory = _library.CreateMemory(_extents, _strides, tensor.Pointer);
            _memories.Add(memory);
            return new ExecutionArgument(part, memory);
        }

        private ExecutionArgument Statistic(int part, int vector) =>
            new(part, _library.CreateMemory([_data.Shape.Features], [1], _vectors + (vector * _data.Shape.Features)));

        private ExecutionArgument[] Own(ExecutionArgument[] arguments)
        {
            _memories.AddRange(arguments.Select(static argument => argument.Memory));
            return arguments;
        }

        private Span<float> Vector(int index) => new(_vectors + (index * _data.Shape.Features), _data.Shape.Features);
    }
}
