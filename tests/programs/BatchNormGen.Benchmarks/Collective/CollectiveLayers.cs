namespace BatchNormGen.Benchmarks.Collective;

// Early, middle and late layers of a ResNet-50.
[BatchNorm(64, 4, Spatial = [28, 28])] internal sealed partial class Shared64;
[BatchNorm(512, 4, Spatial = [7, 7])] internal sealed partial class Shared512;
[BatchNorm(2048, 4, Spatial = [7, 7])] internal sealed partial class Shared2048;
