using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Parsing.Definitions;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a <c>[Model]</c> says.</summary>
/// <param name="IsMaps">Whether the input has a height and a width; null where the compiler rejects the arguments.</param>
/// <param name="Extents">The extents of the input that are given.</param>
/// <param name="Preset">The framework.</param>
internal sealed record ModelArguments(bool? IsMaps, IReadOnlyList<Argument<int>> Extents, Argument<int>? Preset)
{
    public Framework Framework => (Framework?)Preset?.Value ?? default;

    /// <summary>The shape of the input; extents that are unknown or impossible are left out.</summary>
    public PartialShape Input => IsMaps is true
        ? PartialShape.Maps(ExtentOf("channels"), ExtentOf("height"), ExtentOf("width"))
        : PartialShape.Features(ExtentOf("features"));

    public static ModelArguments Read(AttributeReader reader)
    {
        bool? isMaps = reader.HasParameter("channels") ? true : reader.HasParameter("features") ? false : null;
        string[] parameters = isMaps is true ? ["channels", "height", "width"] : ["features"];
        return new(
            isMaps,
            [.. parameters.Select(reader.ReadParameter).OfType<Argument<int>>()],
            reader.ReadProperty<int>(nameof(Preset)));
    }

    public IEnumerable<Fault> Check() => EnumRules.Check<Framework>(Preset);

    private int? ExtentOf(string parameter) => Extents.FirstOrDefault(extent => extent.Name == parameter) is { Value: > 0 and var extent } ? extent : null;
}
