using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>The public members of a model, as users see them; who writes the file knows the bodies.</summary>
internal static class ModelSurface
{
    public const string Contracts = Contract + ", " + Library + ".ICollectiveLayer";
    private const string Contract = "global::BatchNormGen.Models.IModel<float>";
    private const string Library = "global::BatchNormGen";
    private const string Input = "global::System.ReadOnlySpan<float>";
    private const string Output = "global::System.Span<float>";
    private const string Shape = "global::System.Collections.Generic.IReadOnlyList<int>";
    private const string Memories = "global::System.Collections.Generic.IEnumerable<global::System.ReadOnlyMemory<float>>";
    private const string Busy = """<exception cref="global::System.InvalidOperationException">Another call is training the model or changing it.</exception>""";
    private const string Lengths = """<exception cref="global::System.ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>""";
    private const string Members =
        """
        <exception cref="global::BatchNormGen.CollectiveException">A call of a member of <c>Collective</c> failed, or they called different things: the same on all.</exception>
        <exception cref="global::System.TimeoutException">Members of <c>Collective</c> did not come.</exception>
        """;

    /// <summary>The members that have no instance: numbers of the definition.</summary>
    public static IEnumerable<ModelMember> Facts { get; } =
    [
        new(ModelMembers.InputShape, "<summary>The shape of one sample that goes in.</summary>", $"public static {Shape} InputShape"),
        new(ModelMembers.OutputShape, "<summary>The shape of one sample that comes out.</summary>", $"public static {Shape} OutputShape"),
        new(ModelMembers.InputLength, "<summary>The number of values of one sample that goes in.</summary>", "public static int InputLength"),
        new(ModelMembers.OutputLength, "<summary>The number of values of one sample that comes out.</summary>", "public static int OutputLength"),
        new(ModelMembers.ParameterCount, "<summary>The number of learned values, without those of layers of your own.</summary>", "public static long ParameterCount"),
        new(
            ModelMembers.MultiplyAdds, "<summary>The multiplications with an addition that convolutions and dense layers take for one sample.</summary>",
            "public static long MultiplyAdds"),
        new(ModelMembers.Summary, "<summary>The layers, a line each: their shapes, parameters and multiplications.</summary>", "public static string Summary"),
    ];

    /// <summary>The members that every model has an implementation of the interface for, by which code that knows no model reads its facts.</summary>
    public static IEnumerable<ModelMember> ExplicitFacts { get; } =
        Facts.Where(static fact => fact.Name != ModelMembers.Summary)
            .Select(static fact => new ModelMember(fact.Name, string.Empty, fact.Header.Replace("public static ", string.Empty).Replace(" " + fact.Name, $" {Contract}.{fact.Name}")));

    /// <summary>What an instance can do.</summary>
    public static IEnumerable<ModelMember> Operations { get; } =
    [
        new(
            ModelMembers.Parameters, "<summary>The learned parameters, in the order of the definition. Their names are their keys in files.</summary>",
            $"public global::System.Collections.Generic.IReadOnlyList<{Library}.Parameter<float>> Parameters"),
        new(
            ModelMembers.MaxDegreeOfParallelism,
            """
            <summary>The largest number of threads of a call: -1 for the machine's processors, 1 for the caller's alone. Results do not depend on it.</summary>
            <exception cref="global::System.ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
            """,
            "public int MaxDegreeOfParallelism",
            ModelMemberKind.Settable),
        new(
            ModelMembers.Collective,
            $"""
            <summary>The members that a training batch is spread over, each of which calls with its part; null, the default, for this process alone.</summary>
            <remarks>
            Its batch normalizations get it, by which they take the statistics of all parts, and MeasurePopulation measures the parts of all. Layers of your own are not given it, and neither is a copy of the model.
            Gradients of parameters stay this process's share; after a call that failed in Backward they may have been added to.
            </remarks>
            <exception cref="global::System.ArgumentException">Its size is below 1, or its rank is not one of 0 to its size - 1.</exception>
            {Busy}
            """,
            $"public {Library}.ICollective? Collective",
            ModelMemberKind.Settable),
        new(
            ModelMembers.Initialize,
            $"<summary>Sets every parameter to its initial value, gradients to 0, and moving statistics as in a new model.</summary>\n{Busy}",
            "public void Initialize(int seed)"),
        .. Calls(ModelMembers.ForwardTraining, "Computes a batch in training, and keeps what Backward needs.", $"{Input} x, {Output} y", Lengths + "\n" + Busy + "\n" + Members),
        .. Calls(ModelMembers.ForwardInference, "Predicts a batch, and changes nothing.", $"{Input} x, {Output} y", Lengths),
        .. Calls(
            ModelMembers.Backward, "The gradient of the last ForwardTraining: adds to the parameters' gradients, and writes dx unless it is empty.",
            $"{Input} x, {Input} dy, {Output} dx", Lengths + "\n" + Busy + "\n" + Members),
        new(ModelMembers.ZeroGradients, "<summary>Sets the gradients of all parameters to 0.</summary>", "public void ZeroGradients()"),
        new(
            ModelMembers.SaveState, "<summary>Sets the model's numbers in a dictionary.</summary>\n<inheritdoc/>",
            $"public void SaveState({Library}.StateDictionary state, string prefix = \"\", {Library}.Framework? names = null)"),
        new(
            ModelMembers.LoadState, "<summary>Takes the model's numbers from a dictionary: all of them or, where something is wrong, none.</summary>\n<inheritdoc/>",
            $"public {Library}.LoadReport LoadState({Library}.StateDictionary state, string prefix = \"\", bool strict = true, {Library}.Framework? names = null)"),
        new(
            ModelMembers.MeasurePopulation,
            $"<summary>Sets the moving statistics of every normalization to the exact ones of a data set, which is enumerated several times.</summary>\n{Busy}\n{Members}",
            $"public void MeasurePopulation({Memories} batches)"),
        new(
            ModelMembers.Freeze,
            "<summary>Copies what prediction needs: nothing that happens to the model later changes the copy.</summary>\n"
            + """<param name="fold">Whether normalizations become part of the layers before them.</param>""",
            "public Frozen Freeze(bool fold = true)"),
    ];

    /// <summary>What a frozen copy can do.</summary>
    public static IEnumerable<ModelMember> FrozenOperations { get; } =
    [
        new(
            "Foldings", "<summary>The normalizations that became part of the layers before them.</summary>",
            $"public global::System.Collections.Generic.IReadOnlyList<{Library}.Models.FoldedNormalization> Foldings"),
        .. Calls("Forward", "Predicts a batch.", $"{Input} x, {Output} y", Lengths),
    ];

    /// <summary>The member that copies a model.</summary>
    /// <param name="type">The model's class, as written in source.</param>
    public static ModelMember Clone(string type) => new(ModelMembers.Clone, "<summary>A copy of the model, which shares nothing with it.</summary>", $"public {type} Clone()");

    /// <summary>The property of a layer.</summary>
    public static ModelMember Layer(LayerProperty layer) =>
        new(layer.Name, $"<summary>What <c>{Xml.Line(layer.Layer)}</c> has learned.</summary>", $"{layer.Accessibility} {layer.Type} {layer.Name}");

    /// <summary>A method on batches, with and without their size.</summary>
    private static IEnumerable<ModelMember> Calls(string name, string summary, string parameters, string failures) =>
        new[] { ", int batchSize", string.Empty }
            .Select(more => new ModelMember(name, $"<summary>{summary}</summary>\n{failures}", $"public void {name}({parameters}{more})"));
}
