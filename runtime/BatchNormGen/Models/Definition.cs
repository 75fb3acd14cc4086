namespace BatchNormGen.Models;

/// <summary>What the members of flow types do when they are called: there is nothing that they could do.</summary>
internal static class Definition
{
    public static NotSupportedException NeverRuns() => new(
        "This is a word of the language in which a model is defined. The compiler reads it in the method 'Define' of a class with [Model], and in methods that 'Define' calls; "
        + "it does not run. Create the model class and call its ForwardInference instead.");
}
