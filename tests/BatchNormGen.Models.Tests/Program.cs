using System.Runtime.Intrinsics;

namespace BatchNormGen.Models.Tests;

/// <summary>Run by itself, the assembly prints how wide the widest vectors are that it uses, and the digests of its models.</summary>
internal static class Program
{
    public static void Main()
    {
        Console.WriteLine(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0);
        foreach (string digest in Digests.All())
        {
            Console.WriteLine(digest);
        }
    }
}
