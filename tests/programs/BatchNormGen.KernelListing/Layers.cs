namespace BatchNormGen.KernelListing;

// Rows: in order and in bands; tiles alone, whole, with some groups and some lanes behind them; stripes of one row and of several.
[BatchNorm(1, 2)] internal sealed partial class Row1;
[BatchNorm(3, 2)] internal sealed partial class Row3;
[BatchNorm(11, 2)] internal sealed partial class Row11;
[BatchNorm(24, 2)] internal sealed partial class Row24;
[BatchNorm(64, 2)] internal sealed partial class Row64;
[BatchNorm(100, 2)] internal sealed partial class Row100;
[BatchNorm(127, 2)] internal sealed partial class Row127;
[BatchNorm(191, 2)] internal sealed partial class Row191;
[BatchNorm(192, 2)] internal sealed partial class Row192;
[BatchNorm(256, 2)] internal sealed partial class Row256;
[BatchNorm(991, 2)] internal sealed partial class Row991;
[BatchNorm(1000, 2)] internal sealed partial class Row1000;
[BatchNorm(1, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow1;
[BatchNorm(3, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow3;
[BatchNorm(24, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow24;
[BatchNorm(64, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow64;
[BatchNorm(100, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow100;
[BatchNorm(127, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow127;
[BatchNorm(256, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow256;
[BatchNorm(991, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow991;
[BatchNorm(1000, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow1000;

// Planes: written out, in a loop, with and without a rest, of any extents.
[BatchNorm(8, 4, Spatial = [1, 127])] internal sealed partial class Plane1x127;
[BatchNorm(8, 4, Spatial = [7, 7])] internal sealed partial class Plane7x7;
[BatchNorm(8, 4, Spatial = [14, 14])] internal sealed partial class Plane14x14;
[BatchNorm(8, 4, Spatial = [28, 28])] internal sealed partial class Plane28x28;
[BatchNorm(8, 4, Spatial = [56, 56])] internal sealed partial class Plane56x56;
[BatchNorm(8, 4)] internal sealed partial class PlaneOfAny;
[BatchNorm(8, 4, Spatial = [1, 127], ElementType = typeof(double))] internal sealed partial class DoublePlane1x127;
[BatchNorm(8, 4, Spatial = [7, 7], ElementType = typeof(double))] internal sealed partial class DoublePlane7x7;
[BatchNorm(8, 4, Spatial = [14, 14], ElementType = typeof(double))] internal sealed partial class DoublePlane14x14;
[BatchNorm(8, 4, Spatial = [28, 28], ElementType = typeof(double))] internal sealed partial class DoublePlane28x28;
[BatchNorm(8, 4, Spatial = [56, 56], ElementType = typeof(double))] internal sealed partial class DoublePlane56x56;
[BatchNorm(8, 4, ElementType = typeof(double))] internal sealed partial class DoublePlaneOfAny;

// Rows that are statistics: written out, in loops, with a rest; groups of planes; an activation behind a map.
[LayerNorm(64)] internal sealed partial class Layer64;
[LayerNorm(100)] internal sealed partial class Layer100;
[LayerNorm(768)] internal sealed partial class Layer768;
[LayerNorm(5000)] internal sealed partial class Layer5000;
[RmsNorm(1024)] internal sealed partial class Rms1024;
[GroupNorm(4, 8, 4, Spatial = [28, 28])] internal sealed partial class Groups28x28;
[InstanceNorm(8, 4)] internal sealed partial class InstancesOfAny;
[BatchNorm(8, 4, Spatial = [28, 28], Activation = Activation.Relu)] internal sealed partial class Relu28x28;
[LayerNorm(768, ElementType = typeof(double))] internal sealed partial class DoubleLayer768;
