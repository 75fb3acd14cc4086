namespace BatchNormGen.Mpi.Tests;

/// <summary>Jobs run one after the other: each has several processes, which wait for each other.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
