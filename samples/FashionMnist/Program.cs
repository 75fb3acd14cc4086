using System.Globalization;
using FashionMnist;
using FashionMnist.Workers;

// Exit codes: 0 all went well, 1 something could not be done, 2 the command line is wrong.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return new CommandLine().Run(args, Run);

static int Run(Options options)
{
    try
    {
        return (options.Workers ? WorkersRun.Run(options) : Comparison.Run(options)) ? 0 : 1;
    }
    catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException or DllNotFoundException)
    {
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
    catch (ArithmeticException exception)
    {
        Console.Error.WriteLine($"error: the training diverged; try a smaller --learning-rate ({exception.Message.TrimEnd('.')})");
        return 1;
    }
}
