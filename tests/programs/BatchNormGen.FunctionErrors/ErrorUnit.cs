namespace BatchNormGen.FunctionErrors;

/// <summary>Of what number a unit in the last place is the unit of an error.</summary>
public enum ErrorUnit
{
    /// <summary>Of the exact result.</summary>
    Result,

    /// <summary>Of the argument.</summary>
    Argument,

    /// <summary>Of 1 or of the exact result, whichever is larger.</summary>
    OneOrResult,
}
