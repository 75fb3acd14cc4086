namespace BatchNormGen;

/// <summary>
/// What was to be done together was given up on all members of a collective, with the same message on all: the call of one failed, or they called
/// different things, or one has left. No layer was changed.
/// </summary>
/// <remarks>
/// On the member whose call failed, <see cref="Exception.InnerException"/> is the exception that kept it from taking part. That is so with one member, too: a program meets the same
/// exceptions with any number of them.
/// </remarks>
public class CollectiveException : Exception
{
    /// <summary>Makes an exception.</summary>
    public CollectiveException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong, and what to do.</param>
    public CollectiveException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong, and what to do.</param>
    /// <param name="innerException">What it came from.</param>
    public CollectiveException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong, and what to do.</param>
    /// <param name="rank">The member at fault, if it was one.</param>
    /// <param name="innerException">What it came from.</param>
    public CollectiveException(string message, int? rank, Exception? innerException = null)
        : base(message, innerException) => Rank = rank;

    /// <summary>The member at fault; null where it was not a single one.</summary>
    public int? Rank { get; }
}
