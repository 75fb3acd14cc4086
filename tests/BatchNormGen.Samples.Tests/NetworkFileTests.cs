using FashionMnist;
using FashionMnist.Dataset;
using FashionMnist.Training;

namespace BatchNormGen.Samples.Tests;

public sealed class NetworkFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string File => Path.Combine(_folder, "lenet.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_that_was_saved_and_loaded_predicts_the_same_bits()
    {
        ImageSet images = RandomImages.Create(16, seed: 1);
        LeNet network = RandomImages.TrainedNetwork(seed: 2);
        LeNet other = RandomImages.NewNetwork(seed: 3);
        Assert.NotEqual(Evaluation.Logits(network.ForwardInference, images), Evaluation.Logits(other.ForwardInference, images));

        NetworkFile.Save(network, File);
        NetworkFile.Load(other, File);

        Assert.Equal(Evaluation.Logits(network.ForwardInference, images), Evaluation.Logits(other.ForwardInference, images));
        Assert.Equal(3, other.Bn1.BatchesTracked);
    }

    [Fact]
    public void The_file_is_that_of_a_PyTorch_module()
    {
        NetworkFile.Save(RandomImages.TrainedNetwork(seed: 1), File);

        StateDictionary state = StateDictionary.Load(File);
        Assert.Equal(
            [
                "bn1.bias [6]", "bn1.num_batches_tracked []", "bn1.running_mean [6]", "bn1.running_var [6]", "bn1.weight [6]",
                "bn2.bias [16]", "bn2.num_batches_tracked []", "bn2.running_mean [16]", "bn2.running_var [16]", "bn2.weight [16]",
                "bn3.bias [120]", "bn3.num_batches_tracked []", "bn3.running_mean [120]", "bn3.running_var [120]", "bn3.weight [120]",
                "bn4.bias [84]", "bn4.num_batches_tracked []", "bn4.running_mean [84]", "bn4.running_var [84]", "bn4.weight [84]",
                "conv1.weight [6, 1, 5, 5]", "conv2.weight [16, 6, 5, 5]",
                "fc1.weight [120, 400]", "fc2.weight [84, 120]", "fc3.bias [10]", "fc3.weight [10, 84]",
            ],
            state.Names.Order(StringComparer.Ordinal).Select(name => $"{name} [{string.Join(", ", Tensor(state, name).Shape)}]"));
    }

    [Fact]
    public void Dense_weights_are_in_the_file_by_output()
    {
        // The logits of an image of zeros, but for one input of the last layer, are a column of its weights in C order, a row in the file.
        LeNet network = RandomImages.TrainedNetwork(seed: 1);
        var state = new StateDictionary();
        network.SaveState(state);
        float[] weight = new float[FashionMnistData.Classes * 84];
        Array.Fill(weight, 1, 7 * 84, 84);
        state.Set("fc3.weight", StateTensor.Create<float>(weight, FashionMnistData.Classes, 84));
        state.Set("fc3.bias", StateTensor.Create<float>(new float[FashionMnistData.Classes]));
        network.LoadState(state);

        float[] logits = new float[FashionMnistData.Classes];
        network.ForwardInference(new float[ImageSet.ImageLength], logits);
        Assert.True(logits[7] > 1);
        Assert.All(Enumerable.Range(0, FashionMnistData.Classes).Where(output => output != 7), output => Assert.Equal(0, logits[output]));
    }

    [Fact]
    public void Counters_are_not_needed()
    {
        StateDictionary whole = Saved(), state = new();
        foreach (string name in whole.Names.Where(name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            state.Set(name, Tensor(whole, name));
        }

        state.Save(File);
        NetworkFile.Load(RandomImages.NewNetwork(seed: 3), File);
    }

    public static TheoryData<string, Action<StateDictionary>, string> WrongFiles => new()
    {
        { "another network", state => state.Set("conv9.weight", StateTensor.Create<float>([1])), "'conv9.weight' is unexpected" },
        { "another shape of a convolution", state => state.Set("conv1.weight", StateTensor.Create<float>(new float[150])), "'conv1.weight' is Float32 [150]" },
        { "a dense layer the other way round", state => state.Set("fc1.weight", StateTensor.Create<float>(new float[48_000], 400, 120)), "'fc1.weight' is Float32 [400, 120]" },
        { "truth values", state => state.Set("fc3.bias", StateTensor.Create<bool>(new bool[10])), "'fc3.bias' is Bool [10]" },
        { "no number", state => state.Set("fc3.bias", StateTensor.Create<float>([.. new float[9], float.NaN])), "'fc3.bias' is NaN" },
        { "another shape of a normalization", state => state.Set("bn1.weight", StateTensor.Create<float>(new float[7])), "'bn1.weight' is Float32 [7]" },
        { "a negative variance", state => state.Set("bn1.running_var", StateTensor.Create<float>([-1, 1, 1, 1, 1, 1])), "'bn1.running_var' is -1" },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void What_is_wrong_with_a_network_is_said_in_one_line(string what, Action<StateDictionary> change, string said)
    {
        StateDictionary state = Saved();
        change(state);
        state.Save(File);

        string message = LoadFault();
        Assert.True(message.Contains(said, StringComparison.Ordinal), $"{what}: {message}");
    }

    [Fact]
    public void All_missing_names_are_said_at_once()
    {
        new StateDictionary().Save(File);

        Assert.EndsWith("'conv1.weight' is missing; 'bn1.weight' is missing; 'bn1.bias' is missing; 'bn1.running_mean' is missing; and 18 more", LoadFault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_no_safetensors_is_said_in_one_line()
    {
        Assert.EndsWith("missing", LoadFault(), StringComparison.Ordinal);

        System.IO.File.WriteAllBytes(File, [1, 2, 3]);
        LoadFault();
    }

    [Fact]
    public void What_cannot_be_written_is_said_in_one_line()
    {
        string path = Path.Combine(_folder, "no such folder", "lenet.safetensors");
        string message = Assert.Throws<IOException>(() => NetworkFile.Save(RandomImages.TrainedNetwork(seed: 1), path)).Message;
        Assert.StartsWith($"{path}: cannot be written", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private string LoadFault()
    {
        string message = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(RandomImages.NewNetwork(seed: 3), File)).Message;
        Assert.StartsWith($"{File}: ", message, StringComparison.Ordinal);
        Assert.Equal(0, message.LastIndexOf(File, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static StateDictionary Saved()
    {
        var state = new StateDictionary();
        RandomImages.NewNetwork(seed: 1).SaveState(state);
        return state;
    }

    private static StateTensor Tensor(StateDictionary state, string name)
    {
        Assert.True(state.TryGet(name, out StateTensor? tensor), name);
        return tensor;
    }
}
