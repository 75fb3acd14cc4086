namespace FashionMnist.Training;

/// <summary>
/// What one pass over the training images came to. Loss and training accuracy are means over the pass, taken of each batch just before
/// its step; the test accuracy is that of predictions after the pass.
/// </summary>
internal readonly record struct EpochResult(double Loss, double TrainAccuracy, double TestAccuracy, double ImagesPerSecond);
