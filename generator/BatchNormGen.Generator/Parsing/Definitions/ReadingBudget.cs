using System;
using System.Threading;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>How much of a definition is read before it is given up: loops may have no end, and methods call themselves, while they are being typed.</summary>
internal sealed class ReadingBudget(string model, DefinitionFindings findings, CancellationToken cancellation)
{
    /// <summary>Statements and expressions. ResNet-152 takes some 8,000; these take a few milliseconds.</summary>
    public const int MaxSteps = 100_000;

    /// <summary>Calls inside calls.</summary>
    public const int MaxCalls = 64;

    /// <summary>Expressions and statements inside each other, calls included: a thread's stack of 1 MiB holds many times more.</summary>
    public const int MaxNesting = 400;

    private int _steps;
    private int _nesting;

    /// <summary>Begins a statement or expression that <see cref="Leave"/> ends.</summary>
    /// <exception cref="ReadingGivenUpException">There were too many, or too many are inside each other; that has been reported.</exception>
    public void Enter(SyntaxNode node, Frame frame)
    {
        if (++_nesting > MaxNesting)
        {
            GiveUp(node.GetLocation(), frame, $"inside {NumberText.Of(MaxNesting)} others", "take it apart: give a part a local or a method of its own");
        }

        Step(node, frame);
    }

    public void Leave() => _nesting--;

    /// <summary>Counts a step.</summary>
    /// <exception cref="ReadingGivenUpException">There were too many; that has been reported.</exception>
    public void Step(SyntaxNode node, Frame frame)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++_steps > MaxSteps)
        {
            GiveUp(node.GetLocation(), frame, $"after {NumberText.Of(MaxSteps)} steps", "does a loop never end?");
        }
    }

    /// <summary>Checks that a call is not inside too many others.</summary>
    /// <exception cref="ReadingGivenUpException">It is; that has been reported.</exception>
    public void Call(Location callSite, Frame caller)
    {
        if (caller.Depth >= MaxCalls)
        {
            GiveUp(callSite, caller, $"inside {NumberText.Of(MaxCalls)} calls", "does a method call itself without end?");
        }
    }

    private void GiveUp(Location location, Frame frame, string when, string advice)
    {
        findings.Report(ModelDiagnostics.ReadingGivenUp, location, frame, model, when, advice);
        throw new ReadingGivenUpException();
    }
}

/// <summary>Ends the reading of a definition, after it was reported why.</summary>
internal sealed class ReadingGivenUpException : Exception;
