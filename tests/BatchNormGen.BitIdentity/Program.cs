using System.Globalization;
using System.Runtime.Intrinsics;
using BatchNormGen.BitIdentity;

// Usage: BatchNormGen.BitIdentity threads. First the widest vectors that the runtime uses here, then a line a case; no cases on 0 threads.
int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vectors of {bits} bits"));
int threads = int.Parse(args[0], CultureInfo.InvariantCulture);
foreach (string line in threads == 0 ? [] : Digests.All(threads))
{
    Console.WriteLine(line);
}
