using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes what a layer without modes has by an interface alone: training and prediction are one, and so are their gradients.</summary>
internal sealed class StatelessContract(MemberEmitter members, LayerSpec layer)
{
    private readonly string _type = Literal.Of(layer.ElementType);

    /// <summary>Writes the four methods.</summary>
    /// <param name="target">What stands before the names of the methods that they call: the storage, or nothing for the class's own.</param>
    public void Emit(string target)
    {
        string contract = layer.Residual ? LayerContract.Of(layer) : $"global::BatchNormGen.INormalizationLayer<{_type}, {_type}>";
        string input = $"global::System.ReadOnlySpan<{_type}>", output = $"global::System.Span<{_type}>";
        string residual = layer.Residual ? $"{input} residual, " : string.Empty, added = layer.Residual ? "residual, " : string.Empty;
        string second = layer.Residual ? $", {output} dresidual" : string.Empty, dresidual = layer.Residual ? ", dresidual" : string.Empty;
        foreach (string method in new[] { "ForwardTraining", "ForwardInference" })
        {
            members.Explicit(contract, $"{method}({input} x, {residual}{output} y, int batchSize)", $"{target}Forward(x, {added}y, batchSize)");
        }

        foreach (string method in target.Length > 0 ? new[] { "Backward", "BackwardInference" } : ["BackwardInference"])
        {
            members.Explicit(
                contract, $"{method}({input} x, {residual}{input} dy, {output} dx{second}, int batchSize)", $"{target}Backward(x, {added}dy, dx{dresidual}, batchSize)");
        }
    }
}
