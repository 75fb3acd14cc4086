#!/bin/sh
# Writes CountedLayers.cs: a layer type for every channel count at which a kernel could go wrong (each remainder of a vector of 4, 8,
# 16, 32 and 64 lanes) in every kind of loop. Run it in this folder:  ./write-counted-layers.sh > CountedLayers.cs
tails="1 2 3 5 7 8 9 15 16 17 24 31 32 33 47 48 49 63 64 65 70"

echo "// Written by write-counted-layers.sh."
echo "namespace BatchNormGen.Tests.Layers;"
echo
for c in $(seq 1 70); do echo "[BatchNorm($c, 2)] public sealed partial class Row$c;"; done
echo
for c in $(seq 1 70); do echo "[BatchNorm($c, 4)] public sealed partial class Plane$c;"; done
echo
for c in $tails; do echo "[BatchNorm($c, 4, Layout = TensorLayout.ChannelsLast)] public sealed partial class Last$c;"; done
echo
for c in $tails; do echo "[BatchNorm($c, 2, ElementType = typeof(double))] public sealed partial class DoubleRow$c;"; done
echo
for c in $tails; do echo "[BatchNorm($c, 4, ElementType = typeof(double))] public sealed partial class DoublePlane$c;"; done
echo
for c in $tails; do echo "[BatchNorm($c, 4, Layout = TensorLayout.ChannelsLast, ElementType = typeof(double))] public sealed partial class DoubleLast$c;"; done
