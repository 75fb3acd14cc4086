using System.Globalization;
using System.Runtime.Intrinsics;
using BatchNormGen.BitIdentity;

// Usage: BatchNormGen.BitIdentity threads [streaming]. First the widest vectors that the runtime uses here, then a line a case; no cases on
// 0 threads. With "streaming", every result is written past the caches, however small.
if (args.Contains("streaming"))
{
    AppContext.SetData("BatchNormGen.StreamingThreshold", 0L);
}

int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vectors of {bits} bits"));
int threads = int.Parse(args[0], CultureInfo.InvariantCulture);
foreach (string line in threads == 0 ? [] : Digests.All(threads))
{
    Console.WriteLine(line);
}
