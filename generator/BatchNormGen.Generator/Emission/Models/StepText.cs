using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Planning.Models;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>Memory as the text of a step.</summary>
internal static class StepText
{
    /// <summary>The place of an output.</summary>
    public static string Of(BufferPlace place) => place.Memory == BufferMemory.Arena ? $"call.Arena({Literal.Of(place.Offset)})" : $"call.{place.Memory}";

    /// <summary>The values at a place, to be read.</summary>
    public static string Read(string place, int length) => $"call.Read({place}, {Literal.Of(length)})";

    /// <summary>The values at a place, to be written.</summary>
    public static string Write(string place, int length) => $"call.Write({place}, {Literal.Of(length)})";

    /// <summary>The place of a gradient.</summary>
    public static string Gradient(long offset) => $"call.Gradient({Literal.Of(offset)})";
}
