using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Definitions.Layers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

internal sealed partial class DefinitionReader
{
    private object? Call(IInvocationOperation call, object? receiver, Frame frame)
    {
        IMethodSymbol method = call.TargetMethod;
        bool isLayer = flowTypes.Contain(method.ContainingType);
        bool isFunction = !isLayer && MethodRules.IsFunction(method);
        string? refusal = isLayer || isFunction ? null : MethodRules.ReasonAgainst(method, generatedCode);
        if (refusal is not null)
        {
            findings.Report(ModelDiagnostics.MethodNotReadable, LocationOfName(call), frame, method.Name, refusal);
        }

        // Arguments are read even where the method is refused: layers may be called in them.
        Dictionary<string, LayerArgument> arguments = ReadArguments(call, receiver, frame);
        if (refusal is not null)
        {
            return Lost(method.ReturnType);
        }

        if (isFunction)
        {
            object?[] numbers = [.. method.Parameters.Select(parameter => arguments.TryGetValue(parameter.Name, out LayerArgument argument) ? argument.Value : Unknown.Value)];
            return Calculate(call, frame, numbers, () => Arithmetic.Function(method.Name, numbers));
        }

        if (isLayer)
        {
            return graph.Add(new LayerCall
            {
                Method = method.Name,
                Input = receiver as Flow ?? Flow.Lost(flowTypes.IsMaps(method.ContainingType) ?? false),
                Arguments = arguments,
                NameLocation = LocationOfName(call),
                Frame = frame,
                Findings = findings,
                OwnType = OwnTypeOf(call, frame),
            });
        }

        Location callSite = LocationOfName(call);
        budget.Call(callSite, frame);
        Frame inside = new(method, frame, callSite);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            inside.Assign(parameter, arguments.TryGetValue(parameter.Name, out LayerArgument argument) ? argument.Value : Lost(parameter.Type));
        }

        return ReadBody(method, inside);
    }

    /// <summary>The layer of the user's own that a call names; null where there is none, or it does not exist yet.</summary>
    private ITypeSymbol? OwnTypeOf(IInvocationOperation call, Frame frame)
    {
        if (call.TargetMethod.TypeArguments is not [var argument, ..] || frame.Resolve(argument) is not { TypeKind: not TypeKind.Error } type)
        {
            return null;
        }

        if (!generatedCode.Declares(type))
        {
            return type;
        }

        findings.Report(ModelDiagnostics.ValueUnknown, LocationOfName(call), frame, TypeText.Of(type), GeneratedCode.Reason(type));
        return null;
    }

    private Dictionary<string, LayerArgument> ReadArguments(IInvocationOperation call, object? receiver, Frame frame)
    {
        bool isExtension = call is { Instance: null, TargetMethod.IsExtensionMethod: true };
        Dictionary<string, LayerArgument> arguments = [];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                findings.LeaveToCompiler();
                continue;
            }

            bool isDefault = argument.ArgumentKind == ArgumentKind.DefaultValue;
            object? value = isDefault ? DefaultOf(parameter, call, frame)
                : isExtension && parameter.Ordinal == 0 ? receiver
                : Evaluate(argument.Value, frame);
            arguments[parameter.Name] = new(value, isDefault ? null : ExpressionOf(argument));
        }

        return arguments;
    }

    private object? DefaultOf(IParameterSymbol parameter, IInvocationOperation call, Frame frame)
    {
        IParameterSymbol declared = parameter.OriginalDefinition;
        SyntaxNode? written = declared.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is ParameterSyntax { Default.Value: var value } ? value : null;
        if (written is not null && generatedCode.FindIn(written, cancellation) is { } generated)
        {
            findings.Report(
                ModelDiagnostics.ValueUnknown, written.GetLocation(), new Frame(call.TargetMethod, frame, LocationOfName(call)),
                SourceExcerpt.Of(written), GeneratedCode.Reason(generated));
            return Unknown.Value;
        }

        return !declared.HasExplicitDefaultValue ? Broken(call) : Normalized(declared.ExplicitDefaultValue ?? DefaultOf(declared.Type));
    }

    private static SyntaxNode ExpressionOf(IArgumentOperation argument) =>
        argument.Syntax is ArgumentSyntax { Expression: var expression } ? expression : argument.Syntax;

    private static Location LocationOfName(IInvocationOperation call) => (call.Syntax as InvocationExpressionSyntax)?.Expression switch
    {
        MemberAccessExpressionSyntax { Name: var name } => name.Identifier.GetLocation(),
        SimpleNameSyntax name => name.Identifier.GetLocation(),
        _ => call.Syntax.GetLocation(),
    };
}
