using BatchNormGen;
using BatchNormGen.Benchmarks.Models;

// Loads a LeNet, predicts one image, and says so: who started the program takes the time.
LeNet model = new();
using (StateDictionary state = StateDictionary.Load(args[0]))
{
    model.LoadState(state);
}

float[] x = new float[LeNet.InputLength], y = new float[LeNet.OutputLength];
model.ForwardInference(x, y, batchSize: 1);
using Stream output = Console.OpenStandardOutput();
output.Write(float.IsFinite(y[0]) ? "predicted\n"u8 : "failed\n"u8);
