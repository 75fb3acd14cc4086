using System.Diagnostics.CodeAnalysis;

namespace BatchNormGen.Exchanges;

/// <summary>How a model tells the same model of the other members that it cannot take part. What is computed together, its batch normalizations exchange by themselves.</summary>
internal sealed class ModelExchange
{
    private readonly Exchange _exchange;
    private readonly string _model;
    private readonly int _number;

    /// <summary>Makes the one of a model, which gets a number as layers do.</summary>
    /// <param name="collective">The members.</param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="ArgumentException">The collective's size is below 1, or its rank is not one of 0 to its size − 1.</exception>
    public ModelExchange(ICollective collective, string model)
    {
        _exchange = Exchange.Of(collective);
        _model = model;
        _number = _exchange.NextLayerNumber();
    }

    public ICollective Collective => _exchange.Collective;

    /// <summary>Tells the other members that this one cannot take part, whichever of the model's layers they wait at.</summary>
    /// <exception cref="CollectiveException">Always, here as there.</exception>
    /// <exception cref="TimeoutException">The other members did not come.</exception>
    [DoesNotReturn]
    public void Refuse(ExchangeKind kind, Exception error) => _exchange.Refuse(new FrameHead(kind, _model, _number, channels: 0, sizeof(float)), error);
}
