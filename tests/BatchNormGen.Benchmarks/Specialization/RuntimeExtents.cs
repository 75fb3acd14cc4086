namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The shape as variables: a field that may change is a number that the JIT cannot know.</summary>
internal static class RuntimeExtents
{
    private const int Lanes = 16;
    private const int MostStripeValues = 1024;

    public static int Features { get; private set; } = 1;

    public static int StripeRows { get; private set; } = 1;

    public static void Set(int features)
    {
        Features = features;
        int rows = Lanes;
        while (rows > 1 && (long)features * (rows / 2) % Lanes == 0)
        {
            rows /= 2;
        }

        StripeRows = (long)features * rows <= MostStripeValues ? rows : 1;
    }
}
