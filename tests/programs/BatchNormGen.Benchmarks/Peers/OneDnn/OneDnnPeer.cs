using System.Runtime.InteropServices;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;
using static BatchNormGen.Benchmarks.Peers.OneDnn.OneDnnLibrary;

namespace BatchNormGen.Benchmarks.Peers.OneDnn;

/// <summary>oneDNN's primitives: BatchNorm and LayerNorm. Its training leaves the moving averages to the caller, so they are not in its times.</summary>
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
        _library is { SetsThreads: true } library && data.Normalization is { IsPlain: true, Kind: NormalizationKind.BatchNorm or NormalizationKind.LayerNorm }
            ? new PreparedLayer(library, data, threads)
            : null;

    private sealed unsafe class PreparedLayer : IPreparedLayer
    {
        private readonly OneDnnLibrary _library;
        private readonly BatchData _data;
        private readonly int _threads;
        private readonly long[] _extents;
        private readonly long[] _strides;
        private readonly bool _ofRows;
        private readonly int _groups;
        private readonly float* _vectors;
        private readonly float* _statistics;
        private readonly List<nint> _memories = [];
        private readonly List<nint> _primitives = [];
        private readonly List<nint> _argumentLists = [];

        public PreparedLayer(OneDnnLibrary library, BatchData data, int threads)
        {
            _library = library;
            _data = data;
            _threads = threads;
            _ofRows = data.Normalization.OfRows;
            _groups = data.Normalization.GroupsOf(data.Shape);

            // With fewer than two axes of positions its batch normalization falls back to plain loops: they get axes of extent 1.
            TensorShape shape = data.Shape with
            {
                Layout = data.Shape.HasPlanes ? TensorLayout.ChannelsFirst : TensorLayout.ChannelsLast,
                Spatial = _ofRows ? [] : [.. Enumerable.Repeat(1, Math.Max(0, 4 - data.Shape.Rank)), .. data.Shape.Spatial],
            };
            _extents = shape.ChannelsSecond();
            _strides = shape.Strides();

            // gamma, beta; their gradients. The batch's mean and variance; the moving ones.
            nuint bytes = (nuint)(4 * (data.Shape.Features + _groups) * sizeof(float));
            _vectors = (float*)NativeMemory.AlignedAlloc(bytes, 64);
            NativeMemory.Clear(_vectors, bytes);
            _statistics = _vectors + (4 * data.Shape.Features);
            data.Gamma.CopyTo(new Span<float>(_vectors, data.Shape.Features));
            data.Beta.CopyTo(new Span<float>(_vectors + data.Shape.Features, data.Shape.Features));
            if (!_ofRows)
            {
                data.MovingMean.CopyTo(new Span<float>(_statistics + (2 * _groups), _groups));
                data.MovingVariance.CopyTo(new Span<float>(_statistics + (3 * _groups), _groups));
            }
        }

        public ReadOnlySpan<float> Result => _data.Result.Span;

        public Action? Inference() => _ofRows ? null : Predict();

        // Of rows, it need not keep the statistics.
        public Action? Forward() => _ofRows ? Predict() : Train();

        public Action? Backward()
        {
            if (Train() is not { } train)
            {
                return null;
            }

            train();
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

        private Action Predict() =>
            Call(Propagation.ForwardInference, Part(ExecutionArgument.Source, _data.X), Part(ExecutionArgument.Destination, _data.Result));

        private Action? Train() => !_ofRows && _data.Shape.Count < 2
            ? null
            : Call(Propagation.ForwardTraining, Part(ExecutionArgument.Source, _data.X), Part(ExecutionArgument.Destination, _data.Result));

        private Action Call(Propagation propagation, params ExecutionArgument[] tensors)
        {
            _library.SetThreads(_threads);
            nint primitive = _ofRows
                ? _library.CreateLayerNormalization(propagation, _data.Shape.Count, _data.Shape.Features, _data.Epsilon)
                : _library.CreateBatchNormalization(propagation, _extents, _strides, _data.Epsilon);
            _primitives.Add(primitive);
            int statistics = propagation == Propagation.ForwardInference ? 2 : 0;
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
            new(part, _library.CreateMemory([_groups], [1], _statistics + (vector * _groups)));

        private ExecutionArgument[] Own(ExecutionArgument[] arguments)
        {
            _memories.AddRange(arguments.Select(static argument => argument.Memory));
            return arguments;
        }
    }
}
