namespace BatchNormGen.BitIdentity.Cases;

/// <summary>What the values of a batch look like.</summary>
public enum Pattern
{
    /// <summary>Values around zero.</summary>
    Centered,

    /// <summary>Values whose mean is thousands of deviations.</summary>
    Offset,

    /// <summary>Every third channel, from the first on, has one value only.</summary>
    Constant,

    /// <summary>Values whose mean moves by fifty deviations in the course of the batch.</summary>
    Drifting,
}
