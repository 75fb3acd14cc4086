using System.CommandLine;
using System.Globalization;
using ImageClassifier;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Argument<string?> image = new("image") { Description = "A PNG or JPEG file (default: a picture that is drawn).", Arity = ArgumentArity.ZeroOrOne };
Option<string?> weights = new("--weights") { Description = "A safetensors file with torchvision's names (default: random weights).", HelpName = "file" };
Option<string?> names = new("--names") { Description = "A text file with the names of the 1,000 classes, a line each.", HelpName = "file" };
RootCommand command = new("Predicts a picture by ResNet-18.") { image, weights, names };
command.SetAction(parsed =>
{
    try
    {
        Prediction.Run(new(parsed.GetValue(image), parsed.GetValue(weights), parsed.GetValue(names)), Console.Out);
        return 0;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
    {
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
});
return command.Parse(args).Invoke();
