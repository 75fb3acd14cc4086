using System.Collections.Generic;

namespace BatchNormGen.Generator.Graphs;

/// <summary>The names that the generated part of every model declares, beside the properties of its layers.</summary>
internal static class ModelMembers
{
    public const string Define = nameof(Define);
    public const string InputShape = nameof(InputShape);
    public const string OutputShape = nameof(OutputShape);
    public const string InputLength = nameof(InputLength);
    public const string OutputLength = nameof(OutputLength);
    public const string ParameterCount = nameof(ParameterCount);
    public const string MultiplyAdds = nameof(MultiplyAdds);
    public const string Summary = nameof(Summary);
    public const string Parameters = nameof(Parameters);
    public const string MaxDegreeOfParallelism = nameof(MaxDegreeOfParallelism);
    public const string Collective = nameof(Collective);
    public const string Initialize = nameof(Initialize);
    public const string ForwardTraining = nameof(ForwardTraining);
    public const string ForwardInference = nameof(ForwardInference);
    public const string Backward = nameof(Backward);
    public const string ZeroGradients = nameof(ZeroGradients);
    public const string SaveState = nameof(SaveState);
    public const string LoadState = nameof(LoadState);
    public const string Clone = nameof(Clone);
    public const string MeasurePopulation = nameof(MeasurePopulation);
    public const string Freeze = nameof(Freeze);
    public const string Frozen = nameof(Frozen);

    /// <summary>The class, nobody else's, that knows the layers.</summary>
    public const string Layers = nameof(Layers);

    /// <summary>The one private field.</summary>
    public const string Storage = "_layers";

    /// <summary>What is generated.</summary>
    public static IReadOnlyList<string> Generated { get; } =
    [
        InputShape, OutputShape, InputLength, OutputLength, ParameterCount, MultiplyAdds, Summary, Parameters, MaxDegreeOfParallelism, Collective, Initialize,
        ForwardTraining, ForwardInference, Backward, ZeroGradients, SaveState, LoadState, Clone, MeasurePopulation, Freeze, Frozen, Layers, Storage,
    ];

    /// <summary>What no layer's property can be called, since every class has it, or every model.</summary>
    public static ISet<string> Reserved { get; } = new HashSet<string>(
        [.. Generated, Define, "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"]);
}
