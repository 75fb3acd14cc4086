using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BatchNormGen.Models.Tests.Cases;

namespace BatchNormGen.Models.Tests;

/// <summary>Digests of the bits that all models write, to be compared between processes.</summary>
internal static class Digests
{
    private const int Samples = 2;

    /// <summary>The most multiplications of a sample: where they are computed in software, each takes its time.</summary>
    private const long MostProducts = 100_000;

    /// <summary>A line for each model.</summary>
    public static IEnumerable<string> All()
    {
        foreach (ModelCase model in ModelCase.All.Where(static model => model.Create().MultiplyAdds <= MostProducts))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach ((_, float[] values) in ModelRun.Results(new(model), Samples, threads: 2))
            {
                hash.AppendData(MemoryMarshal.AsBytes<float>(values));
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"{model.Name} {Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8))}");
        }
    }
}
