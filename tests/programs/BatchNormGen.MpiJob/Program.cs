using System.Globalization;
using BatchNormGen.Mpi;
using BatchNormGen.MpiJob;

// BatchNormGen.MpiJob NAME [SECONDS]: what tests start under mpirun. SECONDS is the time limit of exchanges.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0 || !Job.All.TryGetValue(args[0], out Action<MpiWorld>? job))
{
    Console.Error.WriteLine($"expected one of {string.Join(", ", Job.All.Keys)}");
    return 2;
}

using MpiWorld world = MpiWorld.Start(new MpiOptions { Timeout = TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 240) });
job(world);
return 0;
