namespace BatchNormGen.Models.Tests;

/// <summary>What the assembly does where it is run by itself.</summary>
internal static class Program
{
    public static int Main() => 0;
}
