using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>A layer with numbers that are learned. In a <see cref="StateDictionary"/> their names begin with that of the layer: <c>conv1.weight</c>.</summary>
internal interface ILearnedLayer : ILayer
{
    /// <summary>Lets the rule change every weight by its gradient and set the gradient to zero.</summary>
    void Update(Sgd rule);

    /// <summary>Sets the layer's numbers in the state, by the names and in the shapes of PyTorch.</summary>
    void SaveState(StateDictionary state);

    /// <summary>Takes the layer's numbers from the state.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, of another type or shape, or holds what is no finite number.</exception>
    void LoadState(StateDictionary state);
}
