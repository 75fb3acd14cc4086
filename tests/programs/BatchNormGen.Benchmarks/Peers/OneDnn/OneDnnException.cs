namespace BatchNormGen.Benchmarks.Peers.OneDnn;

/// <summary>A call of the library that failed.</summary>
internal sealed class OneDnnException(string function, int status) : Exception($"{function} returned status {status}");
