#!/bin/sh
# Writes RowLayers.cs: layers of rows of every length at which a kernel could go wrong (remainders of vectors, of blocks, more than a block,
# rows that are measured in chunks). Run it in this folder:  ./write-row-layers.sh > RowLayers.cs
lengths="1 2 3 5 7 8 15 16 17 24 31 32 33 63 64 65 70 127 128 129 1000 4096 4097 100000"
doubles="1 3 8 17 65 4097"

echo "// Written by write-row-layers.sh."
echo "namespace BatchNormGen.Tests.Family;"
echo
echo "#pragma warning disable BNG0030 // Rows of one value, on purpose."
for n in $lengths; do echo "[LayerNorm($n)] internal sealed partial class LayerRow$n;"; done
echo
for n in $lengths; do echo "[RmsNorm($n)] internal sealed partial class RmsRow$n;"; done
echo
for n in $doubles; do echo "[LayerNorm($n, ElementType = typeof(double))] internal sealed partial class DoubleLayerRow$n;"; done
echo
for n in $doubles; do echo "[RmsNorm($n, ElementType = typeof(double))] internal sealed partial class DoubleRmsRow$n;"; done
echo "#pragma warning restore BNG0030"
