using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Diagnostics;

/// <summary>
/// Everything the generator reports. In every message <c>{0}</c> is the layer, or the model: <c>Layer 'Norm'</c>. A new one also needs a row in
/// AnalyzerReleases.Unshipped.md, a page in docs/diagnostics and a case in DiagnosticCases (tests ask for all three).
/// </summary>
/// <remarks>Errors are not configurable: silenced, they would leave a class without its layer and no word about why.</remarks>
internal static class DiagnosticDescriptors
{
    private const string Category = "BatchNormGen";

    public static readonly DiagnosticDescriptor NotPartial = new(
        id: FixableDiagnostics.NotPartial,
        title: "A layer and the types around it must be partial",
        messageFormat: "{0} needs '{1}' to be partial, because its generated part is another declaration of it; write 'partial {2} {3}'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(FixableDiagnostics.NotPartial),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnsupportedDeclaration = new(
        id: "BNG0002",
        title: "This kind of class cannot be a layer",
        messageFormat: "{0} cannot be generated because {1}; {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0002"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor LanguageVersionTooOld = new(
        id: "BNG0003",
        title: "The language version is too old",
        messageFormat: "{0} needs C# {1} or later, but the project is compiled as C# {2}; raise or remove <LangVersion> in the project file",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0003"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor RuntimeTooOld = new(
        id: "BNG0004",
        title: "The runtime library is older than the generator",
        messageFormat: "{0} needs the assembly BatchNormGen {1} or later, but the project references {2}; use one version of the package BatchNormGen throughout",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0004"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MemberDeclared = new(
        id: "BNG0005",
        title: "A layer declares a member that is generated",
        messageFormat: "{0} declares '{1}', which its generated part declares too{2}; rename or remove yours",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0005"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MemberInherited = new(
        id: "BNG0006",
        title: "A layer inherits a member that is generated",
        messageFormat: "{0} inherits '{1}' from '{2}', and its generated part would hide it; rename it there, or hold a '{2}' instead of deriving from it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0006"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NamedLikeMember = new(
        id: "BNG0007",
        title: "A layer is named like a member that is generated",
        messageFormat: "{0} cannot be called '{1}', because its generated part has a member of that name; rename the class",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0007"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NumFeaturesOutOfRange = new(
        id: "BNG0008",
        title: "numFeatures is out of range",
        messageFormat: "{0} has numFeatures {1}; expected the number of channels, from 1 to {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0008"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NumDimsOutOfRange = new(
        id: "BNG0009",
        title: "numDims is out of range",
        messageFormat: "{0} has numDims {1}; expected the rank of its tensors: 2 for (N, C), 3 for (N, C, L), 4 for (N, C, H, W) or 5 for (N, C, D, H, W){2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0009"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SpatialLengthMismatch = new(
        id: "BNG0010",
        title: "Spatial does not fit numDims",
        messageFormat: "{0} has Spatial of length {1}, but numDims {2} expects {3}; {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0010"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SpatialExtentNotPositive = new(
        id: "BNG0011",
        title: "An extent in Spatial is not positive",
        messageFormat: "{0} has the extent {1} in Spatial; expected a positive number, or no Spatial at all where the extents vary",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0011"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SampleTooLarge = new(
        id: "BNG0012",
        title: "One sample or row is larger than a span can hold",
        messageFormat: "{0} has {1} = {2} values in one {3}; expected at most {4}, the longest span; check {5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0012"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor EpsilonUnusable = new(
        id: "BNG0013",
        title: "Epsilon is not a positive finite number",
        messageFormat: "{0} has Epsilon {1}, which is {2}; expected a positive finite {3} such as 1e-5",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0013"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MomentumOutOfRange = new(
        id: "BNG0014",
        title: "Momentum is out of range",
        messageFormat: "{0} has Momentum {1}; expected the weight of the new batch, above 0 and at most 1",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0014"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DecayOutOfRange = new(
        id: "BNG0015",
        title: "Decay is out of range",
        messageFormat: "{0} has Decay {1}; expected the weight of the old average, at least 0 and below 1",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0015"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ConflictingAveraging = new(
        id: "BNG0016",
        title: "The moving average is set in two ways",
        messageFormat: "{0} has {1} beside {2}, and each of them alone says how the moving averages follow the batches; keep one",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0016"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ElementTypeUnsupported = new(
        id: "BNG0017",
        title: "ElementType is not supported",
        messageFormat: "{0} has ElementType {1}; expected typeof(float) or typeof(double)",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0017"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor EnumValueUndefined = new(
        id: "BNG0018",
        title: "An enum value is not defined",
        messageFormat: "{0} has {1} {2}, a value that {3} does not define; expected {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0018"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MomentumLooksLikeDecay = new(
        id: FixableDiagnostics.MomentumLooksLikeDecay,
        title: "Momentum looks like the weight of the old average",
        messageFormat: "{0} has Momentum {1}: here that is the weight of the new batch, usually near 0.1; {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(FixableDiagnostics.MomentumLooksLikeDecay));

    public static readonly DiagnosticDescriptor DecayLooksLikeMomentum = new(
        id: FixableDiagnostics.DecayLooksLikeMomentum,
        title: "Decay looks like the weight of the new batch",
        messageFormat: "{0} has Decay {1}: that is the weight of the old average, usually near 0.9; {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(FixableDiagnostics.DecayLooksLikeMomentum));

    public static readonly DiagnosticDescriptor EpsilonWithoutEffect = new(
        id: "BNG0021",
        title: "Epsilon has no effect at this precision",
        messageFormat: "{0} has Epsilon {1}, which has no effect on a {4} of 1: rounded to {2}, 1 + {1} is 1; choose at least {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0021"));

    public static readonly DiagnosticDescriptor SettingWithoutEffect = new(
        id: "BNG0022",
        title: "A setting has no effect",
        messageFormat: "{0} has {1}, which has no effect {2}; remove it, or {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0022"));

    public static readonly DiagnosticDescriptor EarlierOutputCompiled = new(
        id: "BNG0023",
        title: "What was generated earlier is compiled again",
        messageFormat: "{0} has a part in '{1}' that this generator wrote in an earlier build, and that it would write a second time; {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0023"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor LibraryHiddenByAlias = new(
        id: "BNG0024",
        title: "An alias hides a library from generated code",
        messageFormat: "{0} needs the names of the assembly {1}, which the project references under the alias '{2}' alone; write Aliases=\"global,{2}\" at that reference in the project file",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0024"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NormalizedShapeLengthOutOfRange = new(
        id: "BNG0025",
        title: "The number of normalized axes is out of range",
        messageFormat: "{0} normalizes over {1} axes; expected the extents of the last axes, 1 to {2} of them",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0025"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NormalizedExtentNotPositive = new(
        id: "BNG0026",
        title: "An extent of the normalized axes is not positive",
        messageFormat: "{0} normalizes over an axis of extent {1}; expected a positive number: these axes are fixed, only those before them vary",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0026"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NumGroupsOutOfRange = new(
        id: "BNG0027",
        title: "numGroups is out of range",
        messageFormat: "{0} has numGroups {1}; expected a number {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0027"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        id: "BNG0028",
        title: "numGroups does not divide numFeatures",
        messageFormat: "{0} has numGroups {1}, which does not divide the number of channels, {2}; choose {3} or {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0028"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ActivationSlopeNotFinite = new(
        id: "BNG0029",
        title: "ActivationSlope is not a finite number",
        messageFormat: "{0} has ActivationSlope {1}, which is {2}; expected a finite {3} such as 0.01",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0029"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NormalizedByItself = new(
        id: "BNG0030",
        title: "Every value is normalized by itself",
        messageFormat: "{0} normalizes every value by itself: {1}, so that what is normalized is always {2}; {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0030"));

    public static readonly DiagnosticDescriptor SeveralKinds = new(
        id: "BNG0031",
        title: "A class is declared as layers of several kinds",
        messageFormat: "{0} has {1} beside {2}, and a class is a layer of one kind; keep one of them, or declare another class",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("BNG0031"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static string HelpLink(string id) =>
        "https://github.com/BatchNormGen/BatchNormGen/blob/main/docs/diagnostics/" + id + ".md";
}
