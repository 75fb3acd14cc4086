using System.Collections.Generic;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>A method on a batch, of which there are several overloads.</summary>
/// <param name="Name">The method's name, and that of the runtime's.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Inputs">The tensors it reads; the first one is x.</param>
internal sealed record Operation(string Name, string Summary, IReadOnlyList<TensorParameter> Inputs)
{
    /// <summary>The tensors it writes.</summary>
    public IReadOnlyList<TensorParameter> Outputs { get; init; } = [];

    /// <summary>What it returns.</summary>
    public string Returns { get; init; } = "void";

    /// <summary>What that is, for the documentation.</summary>
    public string? Result { get; init; }

    /// <summary>What it throws.</summary>
    public IReadOnlyList<Failure> Failures { get; init; } = [];

    /// <summary>Whether other members of a collective may wait for it, so that they have to be told when it cannot be done.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>What it calls, with an opening parenthesis: of overloads on spans.</summary>
    public required string Call { get; init; }
}

/// <summary>A tensor among the parameters of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is, for the documentation.</param>
/// <param name="End">Of the first input: what stands behind its extent.</param>
/// <param name="IsOptional">Whether it may be empty where others are not.</param>
internal readonly record struct TensorParameter(string Name, string Description, string End = "", bool IsOptional = false);

/// <summary>An exception.</summary>
/// <param name="Exception">Its name, of the namespace System.</param>
/// <param name="Cause">When it is thrown, and what is changed then.</param>
internal readonly record struct Failure(string Exception, string Cause);
