// Written by write-row-layers.sh.
namespace BatchNormGen.Tests.Family;

#pragma warning disable BNG0030 // Rows of one value, on purpose.
[LayerNorm(1)] internal sealed partial class LayerRow1;
[LayerNorm(2)] internal sealed partial class LayerRow2;
[LayerNorm(3)] internal sealed partial class LayerRow3;
[LayerNorm(5)] internal sealed partial class LayerRow5;
[LayerNorm(7)] internal sealed partial class LayerRow7;
[LayerNorm(8)] internal sealed partial class LayerRow8;
[LayerNorm(15)] internal sealed partial class LayerRow15;
[LayerNorm(16)] internal sealed partial class LayerRow16;
[LayerNorm(17)] internal sealed partial class LayerRow17;
[LayerNorm(24)] internal sealed partial class LayerRow24;
[LayerNorm(31)] internal sealed partial class LayerRow31;
[LayerNorm(32)] internal sealed partial class LayerRow32;
[LayerNorm(33)] internal sealed partial class LayerRow33;
[LayerNorm(63)] internal sealed partial class LayerRow63;
[LayerNorm(64)] internal sealed partial class LayerRow64;
[LayerNorm(65)] internal sealed partial class LayerRow65;
[LayerNorm(70)] internal sealed partial class LayerRow70;
[LayerNorm(127)] internal sealed partial class LayerRow127;
[LayerNorm(128)] internal sealed partial class LayerRow128;
[LayerNorm(129)] internal sealed partial class LayerRow129;
[LayerNorm(1000)] internal sealed partial class LayerRow1000;
[LayerNorm(4096)] internal sealed partial class LayerRow4096;
[LayerNorm(4097)] internal sealed partial class LayerRow4097;
[LayerNorm(100000)] internal sealed partial class LayerRow100000;

[RmsNorm(1)] internal sealed partial class RmsRow1;
[RmsNorm(2)] internal sealed partial class RmsRow2;
[RmsNorm(3)] internal sealed partial class RmsRow3;
[RmsNorm(5)] internal sealed partial class RmsRow5;
[RmsNorm(7)] internal sealed partial class RmsRow7;
[RmsNorm(8)] internal sealed partial class RmsRow8;
[RmsNorm(15)] internal sealed partial class RmsRow15;
[RmsNorm(16)] internal sealed partial class RmsRow16;
[RmsNorm(17)] internal sealed partial class RmsRow17;
[RmsNorm(24)] internal sealed partial class RmsRow24;
[RmsNorm(31)] internal sealed partial class RmsRow31;
[RmsNorm(32)] internal sealed partial class RmsRow32;
[RmsNorm(33)] internal sealed partial class RmsRow33;
[RmsNorm(63)] internal sealed partial class RmsRow63;
[RmsNorm(64)] internal sealed partial class RmsRow64;
[RmsNorm(65)] internal sealed partial class RmsRow65;
[RmsNorm(70)] internal sealed partial class RmsRow70;
[RmsNorm(127)] internal sealed partial class RmsRow127;
[RmsNorm(128)] internal sealed partial class RmsRow128;
[RmsNorm(129)] internal sealed partial class RmsRow129;
[RmsNorm(1000)] internal sealed partial class RmsRow1000;
[RmsNorm(4096)] internal sealed partial class RmsRow4096;
[RmsNorm(4097)] internal sealed partial class RmsRow4097;
[RmsNorm(100000)] internal sealed partial class RmsRow100000;

[LayerNorm(1, ElementType = typeof(double))] internal sealed partial class DoubleLayerRow1;
[LayerNorm(3, ElementType = typeof(double))] internal sealed partial class DoubleLayerRow3;
[LayerNorm(8, ElementType = typeof(double))] internal sealed partial class DoubleLayerRow8;
[LayerNorm(17, ElementType = typeof(double))] internal sealed partial class DoubleLayerRow17;
[LayerNorm(65, ElementType = typeof(double))] internal sealed partial class DoubleLayerRow65;
[LayerNorm(4097, ElementType = typeof(double))] internal sealed partial class DoubleLayerRow4097;

[RmsNorm(1, ElementType = typeof(double))] internal sealed partial class DoubleRmsRow1;
[RmsNorm(3, ElementType = typeof(double))] internal sealed partial class DoubleRmsRow3;
[RmsNorm(8, ElementType = typeof(double))] internal sealed partial class DoubleRmsRow8;
[RmsNorm(17, ElementType = typeof(double))] internal sealed partial class DoubleRmsRow17;
[RmsNorm(65, ElementType = typeof(double))] internal sealed partial class DoubleRmsRow65;
[RmsNorm(4097, ElementType = typeof(double))] internal sealed partial class DoubleRmsRow4097;
#pragma warning restore BNG0030
