using System.Globalization;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Attributes;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>What the shape may be that a model's attribute gives its input.</summary>
internal static class InputRules
{
    private const string Subject = "The model's input";

    public static void Check(ModelDeclaration declaration, GeneratedCode generatedCode, DefinitionFindings findings, CancellationToken cancellation)
    {
        (AttributeReader reader, ModelArguments arguments) = (declaration.Reader, declaration.Arguments);
        foreach (Argument<int> extent in arguments.Extents)
        {
            Location location = reader.LocationOf(extent.Place);
            if (location.SourceTree?.GetRoot(cancellation).FindNode(location.SourceSpan, getInnermostNodeForTie: true) is { } written
                && generatedCode.FindIn(written, cancellation) is { } generated)
            {
                findings.Report(ModelDiagnostics.ValueUnknown, location, frame: null, SourceExcerpt.Of(written), GeneratedCode.Reason(generated));
            }
            else if (extent.Value < 1)
            {
                findings.Report(ModelDiagnostics.NumberOutOfRange, location, frame: null, Subject, extent.Name, extent.Text, "a positive number");
            }
        }

        decimal product = arguments.Extents.Aggregate(1m, static (product, extent) => product * extent.Value);
        if (arguments.Extents.All(static extent => extent.Value > 0) && product > int.MaxValue)
        {
            findings.Report(
                ModelDiagnostics.TooManyValues, reader.LocationOf(arguments.Extents[0].Place), frame: null, Subject,
                string.Join(" × ", arguments.Extents.Select(static extent => extent.Text)), product.ToString(CultureInfo.InvariantCulture), "in one sample",
                NumberText.Of(int.MaxValue));
        }
    }
}
