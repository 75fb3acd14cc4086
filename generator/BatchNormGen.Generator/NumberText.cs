using System.Globalization;

namespace BatchNormGen.Generator;

/// <summary>Numbers as messages and names print them: as one would write them. The same under every culture.</summary>
internal static class NumberText
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The shortest text: <c>1e-5</c>. A number that a float holds exactly is taken for one, since it was most likely written as one:
    /// <c>0.9</c> for <c>0.9f</c>, which as a double would be 0.8999999761581421.
    /// </summary>
    public static string Of(double number)
    {
        string text = (float)number == number
            ? ((float)number).ToString("R", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
        return text.Split('E') is [var digits, var exponent]
            ? $"{digits}e{Of(int.Parse(exponent, CultureInfo.InvariantCulture))}"
            : text;
    }
}
