using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>Tests that count what the whole process does, or that take its threads away.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
