using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>How the sides of a sum can be made equal.</summary>
internal static class SumAdvice
{
    public static string For(FlowShape left, FlowShape right)
    {
        if (!left.IsMaps)
        {
            return $"a Dense with {NumberText.Of(right.Channels)} outputs on the left side would make them equal";
        }

        if (left.Height == right.Height && left.Width == right.Width)
        {
            return $"Conv2D(name, {NumberText.Of(right.Channels)}, 1) on the left side would make them equal";
        }

        bool leftIsLarger = left.Height >= right.Height && left.Width >= right.Width;
        (FlowShape larger, FlowShape smaller) = leftIsLarger ? (left, right) : (right, left);
        int stride = ((larger.Height - 1) / smaller.Height) + 1;
        Window skipping = new(Kernel: 1, stride, Padding: 0);
        return stride > 1 && skipping.Places(larger.Height) == smaller.Height && skipping.Places(larger.Width) == smaller.Width
            ? $"Conv2D(name, {NumberText.Of(smaller.Channels)}, 1, stride: {NumberText.Of(stride)}) on the {(leftIsLarger ? "left" : "right")} side would make them equal"
            : "padding in the convolutions between keeps height and width";
    }
}
