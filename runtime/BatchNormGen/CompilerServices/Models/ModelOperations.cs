using System.ComponentModel;
using BatchNormGen.Execution.Models;

namespace BatchNormGen.CompilerServices;

/// <summary>What models do with values that needs no shape of its own: moving them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ModelOperations
{
    /// <summary>Brings maps from channel by channel to position by position.</summary>
    /// <param name="call">The call.</param>
    /// <param name="x">The maps, channels first.</param>
    /// <param name="y">Receives them channels last.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The number of positions.</param>
    public static void ToChannelsLast(in ModelCall call, ModelBuffer x, ModelBuffer y, int channels, int positions) =>
        MapLayout.ToChannelsLast(x.Pointer, y.Pointer, channels, positions, call.Samples, call.ThreadsFor((long)channels * positions));

    /// <summary>Brings maps from position by position to channel by channel.</summary>
    /// <param name="call">The call.</param>
    /// <param name="x">The maps, channels last.</param>
    /// <param name="y">Receives them channels first.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The number of positions.</param>
    public static void ToChannelsFirst(in ModelCall call, ModelBuffer x, ModelBuffer y, int channels, int positions) =>
        MapLayout.ToChannelsFirst(x.Pointer, y.Pointer, channels, positions, call.Samples, call.ThreadsFor((long)channels * positions));

    /// <summary>Copies values.</summary>
    /// <param name="call">The call.</param>
    /// <param name="from">The values.</param>
    /// <param name="to">Receives them.</param>
    /// <param name="length">So many of each sample.</param>
    public static void Copy(in ModelCall call, ModelBuffer from, ModelBuffer to, int length) => call.Read(from, length).CopyTo(call.Write(to, length));

    /// <summary>Adds values to others.</summary>
    /// <param name="call">The call.</param>
    /// <param name="part">The values.</param>
    /// <param name="sum">What they are added to.</param>
    /// <param name="length">So many of each sample.</param>
    public static void Add(in ModelCall call, ModelBuffer part, ModelBuffer sum, int length)
    {
        Span<float> total = call.Write(sum, length);
#pragma warning disable RS0030 // Number by number: nothing depends on the width of vectors.
        System.Numerics.Tensors.TensorPrimitives.Add(total, call.Read(part, length), total);
#pragma warning restore RS0030
    }

    /// <summary>Makes positive values of each sample that add up to 1.</summary>
    /// <param name="call">The call.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives them.</param>
    /// <param name="features">So many of each sample.</param>
    public static void Softmax(in ModelCall call, ModelBuffer x, ModelBuffer y, int features) =>
        Execution.Models.Softmax.Forward(x.Pointer, y.Pointer, features, call.Samples, call.ThreadsFor(features));

    /// <summary>The gradient of the input of that.</summary>
    /// <param name="call">The call.</param>
    /// <param name="y">The output.</param>
    /// <param name="dy">Its gradient.</param>
    /// <param name="dx">Receives the gradient of the input.</param>
    /// <param name="features">So many of each sample.</param>
    public static void SoftmaxGradient(in ModelCall call, ModelBuffer y, ModelBuffer dy, ModelBuffer dx, int features) =>
        Execution.Models.Softmax.Backward(y.Pointer, dy.Pointer, dx.Pointer, features, call.Samples, call.ThreadsFor(features));
}
