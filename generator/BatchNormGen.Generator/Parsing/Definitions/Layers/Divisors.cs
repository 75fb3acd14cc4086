namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>Numbers of groups that would do.</summary>
internal static class Divisors
{
    /// <summary>The greatest number that divides both.</summary>
    public static int Greatest(int a, int b) => b == 0 ? a : Greatest(b, a % b);

    /// <summary>The divisors of a number that lie next to another one: <c>2 or 4</c>.</summary>
    public static string Around(int other, int number)
    {
        if (other >= number)
        {
            return NumberText.Of(number);
        }

        int below = other, above = other;
        while (number % below != 0)
        {
            below--;
        }

        while (number % above != 0)
        {
            above++;
        }

        return $"{NumberText.Of(below)} or {NumberText.Of(above)}";
    }
}
