using Microsoft.ML.OnnxRuntime;

// As BatchNormGen.ColdStart, by ONNX Runtime: loads a LeNet, predicts one image, and says so.
using var session = new InferenceSession(args[0]);
using OrtValue x = OrtValue.CreateTensorValueFromMemory(new float[784], [1, 1, 28, 28]);
using var runOptions = new RunOptions();
using IDisposableReadOnlyCollection<OrtValue> results = session.Run(runOptions, ["x"], [x], ["y"]);
using Stream output = Console.OpenStandardOutput();
output.Write(float.IsFinite(results[0].GetTensorDataAsSpan<float>()[0]) ? "predicted\n"u8 : "failed\n"u8);
