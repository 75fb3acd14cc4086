using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Diagnostics;

/// <summary>
/// What the analyzer of models reports. A new one also needs a row in AnalyzerReleases.Unshipped.md, a page in docs/diagnostics and a case in ModelDiagnosticCases
/// (tests ask for all three).
/// </summary>
/// <remarks>
/// The last argument of every message is where the block was called in which something is wrong, empty outside of blocks: it is the findings that add it. The compiler
/// prints no additional locations.
/// </remarks>
/// <remarks>Errors are not configurable: silenced, they would leave a class without its model and no word about why.</remarks>
internal static class ModelDiagnostics
{
    private const string Category = "BatchNormGen";

    public static readonly DiagnosticDescriptor KernelDoesNotFit = new(
        id: "BNG0101",
        title: "A kernel is larger than its input",
        messageFormat: "{0} has a kernel of {1}, and its input {2} is {3}; {4}{5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0101"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ShapesDiffer = new(
        id: "BNG0102",
        title: "The sides of a sum have different shapes",
        messageFormat: "The left side of this sum is {0} and the right side {1}; {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0102"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        id: "BNG0103",
        title: "Groups do not divide the channels",
        messageFormat: "{0} has {1} groups, which do not divide {2}; choose {3}{4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0103"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NumberOutOfRange = new(
        id: "BNG0104",
        title: "A number of a layer is out of range",
        messageFormat: "{0} has {1} {2}; expected {3}{4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0104"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor TooManyValues = new(
        id: "BNG0105",
        title: "A tensor has more values than a span can hold",
        messageFormat: "{0} has {1} = {2} values {3}; expected at most {4}, the longest span{5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0105"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ValueUnknown = new(
        id: "BNG0106",
        title: "A value is not known while the model is compiled",
        messageFormat: "'{0}' is not known while the model is compiled: {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0106"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NotInTheLanguage = new(
        id: "BNG0107",
        title: "Something cannot stand in the definition of a model",
        messageFormat: "{0} cannot stand in the definition of a model; {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0107"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MethodNotReadable = new(
        id: "BNG0108",
        title: "A method cannot be read while the model is compiled",
        messageFormat: "'{0}' cannot be read while the model is compiled: {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0108"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ReadingGivenUp = new(
        id: "BNG0109",
        title: "The definition of a model does not end",
        messageFormat: "Reading the definition of model '{0}' was given up here, {1}; {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0109"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DefinitionMissing = new(
        id: "BNG0110",
        title: "A model has no method that defines it",
        messageFormat: "Model '{0}' {1}; expected 'private static Features Define({2} x)', or one that returns FeatureMaps{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0110"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NameTaken = new(
        id: "BNG0111",
        title: "Two layers of a model have the same name",
        messageFormat: "There is a layer '{0}' already, and a name is a property of the model and a key in files; {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0111"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SameProperty = new(
        id: "BNG0112",
        title: "Two layers of a model make the same property",
        messageFormat: "The layers '{0}' and '{1}' both become the property '{2}' of the model; rename one of them{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0112"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NameUnusable = new(
        id: "BNG0113",
        title: "A layer cannot have this name",
        messageFormat: "{0} cannot be called '{1}': {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0113"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor CalculationWithoutResult = new(
        id: "BNG0114",
        title: "A calculation has no result",
        messageFormat: "'{0}' has no result: {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0114"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor OutputUnused = new(
        id: "BNG0115",
        title: "Nothing uses the output of a layer",
        messageFormat: "Nothing uses the output of {0}; use it, or remove the layer{1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0115"));

    public static readonly DiagnosticDescriptor BiasWithoutEffect = new(
        id: FixableDiagnostics.BiasWithoutEffect,
        title: "A bias in front of a batch normalization has no effect",
        messageFormat: "{0} has a bias, and {1} behind it subtracts it again with the mean; write bias: false{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink(FixableDiagnostics.BiasWithoutEffect));

    public static readonly DiagnosticDescriptor RowsUnread = new(
        id: "BNG0117",
        title: "A stride leaves a part of the input unread",
        messageFormat: "{0} with a kernel of {1} and a stride of {2} never reads the last {3} of its input {4}; {5}{6}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0117"));

    public static readonly DiagnosticDescriptor NormalizedTwice = new(
        id: "BNG0118",
        title: "Two normalizations follow each other",
        messageFormat: "{0} normalizes what {1} has normalized; remove one of them{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0118"));

    public static readonly DiagnosticDescriptor SoftmaxLast = new(
        id: "BNG0119",
        title: "A model that is trained ends with a softmax",
        messageFormat: "The model ends with Softmax, and the loss SoftmaxCrossEntropy takes the values in front of it; remove it here, and take TensorPrimitives.SoftMax of what the model predicts{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0119"));

    public static readonly DiagnosticDescriptor NormalizedByItself = new(
        id: "BNG0120",
        title: "A layer of a model normalizes every value by itself",
        messageFormat: "{0} normalizes every value by itself: {1}, so that its result does not depend on its input; {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0120"));

    public static readonly DiagnosticDescriptor MomentumOfOldAverage = new(
        id: "BNG0121",
        title: "The momentum of a model's layer looks like the weight of the old average",
        messageFormat: "{0} has momentum {1}: here that is the weight of the new batch, usually near 0.1; {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticDescriptors.HelpLink("BNG0121"));

    /// <summary>All of them, in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        KernelDoesNotFit,
        ShapesDiffer,
        GroupsDoNotDivide,
        NumberOutOfRange,
        TooManyValues,
        ValueUnknown,
        NotInTheLanguage,
        MethodNotReadable,
        ReadingGivenUp,
        DefinitionMissing,
        NameTaken,
        SameProperty,
        NameUnusable,
        CalculationWithoutResult,
        OutputUnused,
        BiasWithoutEffect,
        RowsUnread,
        NormalizedTwice,
        SoftmaxLast,
        NormalizedByItself,
        MomentumOfOldAverage);
}
