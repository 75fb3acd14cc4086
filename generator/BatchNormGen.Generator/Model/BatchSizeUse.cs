namespace BatchNormGen.Generator.Model;

/// <summary>How a layer's methods on spans come by the number of samples.</summary>
internal enum BatchSizeUse
{
    /// <summary>It is given: free positions could be any number.</summary>
    Given,

    /// <summary>It may be left out, since it follows from the length, or all that is needed of it does.</summary>
    GivenOrFollowing,

    /// <summary>It is never given: rows are all that counts.</summary>
    None,
}
