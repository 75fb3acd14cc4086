using System.Reflection;

namespace BatchNormGen.Models.Tests.Cases;

/// <summary>What every generated model has, and no interface says: it is found by name.</summary>
internal static class ModelMembers
{
    public delegate void ForwardCall(ReadOnlySpan<float> x, Span<float> y, int batchSize);

    public delegate void SizelessForwardCall(ReadOnlySpan<float> x, Span<float> y);

    public delegate void SizelessBackwardCall(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx);

    /// <summary>What a normalization has learned and measured.</summary>
    public static NormalizationParameters<float> Normalization(this IModel<float> model, string layer) => (NormalizationParameters<float>)Property(model, PropertyOf(layer));

    public static IModel<float> Copy(this IModel<float> model) => (IModel<float>)Call(model, "Clone");

    public static FrozenCopy Frozen(this IModel<float> model, bool fold) => new(Call(model, "Freeze", fold));

    public static void Measure(this IModel<float> model, IEnumerable<ReadOnlyMemory<float>> batches) => Call(model, "MeasurePopulation", batches);

    public static string SummaryOf(Type model) => (string)model.GetProperty("Summary")!.GetValue(null)!;

    /// <summary>The overload without a batch size.</summary>
    public static SizelessForwardCall Sizeless(IModel<float> model, string name) =>
        model.GetType().GetMethod(name, [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<SizelessForwardCall>(model);

    public static SizelessBackwardCall SizelessBackward(IModel<float> model) =>
        model.GetType().GetMethod("Backward", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<SizelessBackwardCall>(model);

    private static object Property(object instance, string name) => instance.GetType().GetProperty(name)!.GetValue(instance)!;

    /// <summary>The property of a layer: <c>layer1.0.conv1</c> becomes <c>Layer1_0_Conv1</c>.</summary>
    private static string PropertyOf(string layer)
    {
        char[] letters = [.. layer.Select(static letter => letter == '.' ? '_' : letter)];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = i == 0 || letters[i - 1] == '_' ? char.ToUpperInvariant(letters[i]) : letters[i];
        }

        return new(letters);
    }

    private static object Call(object instance, string name, params object[] arguments) =>
        instance.GetType().GetMethod(name)!.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;

    /// <summary>A frozen copy of any model.</summary>
    internal sealed class FrozenCopy(object copy)
    {
        public ForwardCall Forward { get; } = copy.GetType().GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>), typeof(int)])!.CreateDelegate<ForwardCall>(copy);

        public IReadOnlyList<FoldedNormalization> Foldings => (IReadOnlyList<FoldedNormalization>)Property(copy, "Foldings");
    }
}
