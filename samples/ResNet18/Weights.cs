using BatchNormGen;

namespace ImageClassifier;

/// <summary>The numbers of the network.</summary>
internal static class Weights
{
    /// <summary>Takes them from a safetensors file with torchvision's names, whose tensors are read one by one.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another network.</exception>
    public static void Load(ResNet18 network, string path)
    {
        using StateDictionary file = StateDictionary.Open(path);
        try
        {
            network.LoadState(file);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }
}
