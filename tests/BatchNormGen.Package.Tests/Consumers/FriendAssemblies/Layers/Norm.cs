using BatchNormGen;

namespace Friends.Library
{
    [BatchNorm(5, 2)]
    internal sealed partial class Norm;
}

namespace Friends
{
    [BatchNorm(6, 4)]
    internal sealed partial class SharedNorm;
}
