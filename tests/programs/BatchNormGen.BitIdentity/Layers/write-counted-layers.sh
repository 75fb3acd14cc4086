#!/bin/sh
# Writes CountedLayers.cs: rows of every channel count from 1 to 70, and in every other kind of loop the counts at which it could go wrong
# (whole vectors, one more and one less). Run it in this folder:  ./write-counted-layers.sh > CountedLayers.cs
single="1 2 3 5 8 9 15 16 17 24 31 33 48 49 63 65 70"
double="1 3 4 7 8 9 15 17 32 33 63 70"

echo "// Written by write-counted-layers.sh."
echo "namespace BatchNormGen.BitIdentity.Layers.Counted;"
echo
for c in $(seq 1 70); do echo "[BatchNorm($c, 2)] public sealed partial class Row$c;"; done
echo
for c in $single; do echo "[BatchNorm($c, 4)] public sealed partial class Plane$c;"; done
echo
for c in $single; do echo "[BatchNorm($c, 4, Layout = TensorLayout.ChannelsLast)] public sealed partial class Last$c;"; done
echo
for c in $double; do echo "[BatchNorm($c, 2, ElementType = typeof(double))] public sealed partial class DoubleRow$c;"; done
echo
for c in $double; do echo "[BatchNorm($c, 4, ElementType = typeof(double))] public sealed partial class DoublePlane$c;"; done
echo
for c in $double; do echo "[BatchNorm($c, 4, Layout = TensorLayout.ChannelsLast, ElementType = typeof(double))] public sealed partial class DoubleLast$c;"; done
