namespace BatchNormGen;

/// <summary>A layer with a residual, of which a copy for prediction alone can be made.</summary>
/// <typeparam name="TData">The type of inputs and outputs.</typeparam>
public interface IFreezableResidual<TData>
{
    /// <summary>A copy for prediction alone, which nothing that happens to the layer changes.</summary>
    /// <returns>What predicts as <c>ForwardInference</c> does now, to the bit.</returns>
    IFrozenResidualLayer<TData> Freeze();
}
