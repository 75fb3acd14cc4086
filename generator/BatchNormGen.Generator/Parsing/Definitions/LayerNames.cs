using System;
using System.Collections.Generic;
using System.Text;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Parsing.Definitions.Layers;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>The names of a model's layers, each of which is a property of the model and the beginning of keys in files: none may be there twice.</summary>
/// <param name="model">The name of the class, which no member of it can have.</param>
internal sealed class LayerNames(string model)
{
    private readonly Dictionary<string, LayerCall> _byText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byProperty = new(StringComparer.Ordinal);

    /// <summary>The name that a call gives its layer; null where it is unknown, or unfit, which is reported.</summary>
    public LayerName? Read(LayerCall call)
    {
        if (!call.IsKnown(LayerCall.NameParameter))
        {
            return null;
        }

        string text = call.Text(LayerCall.NameParameter) ?? string.Empty;
        string property = PropertyOf(text);
        if (LayerNameRules.ReasonAgainst(text, property, model) is { } reason)
        {
            Report(ModelDiagnostics.NameUnusable, call.Method, LayerNameRules.Shown(text), reason);
            return null;
        }

        if (_byText.TryGetValue(text, out LayerCall? first))
        {
            string advice = call.Frame.Depth > 0 ? "let its name begin with one that the block is given" : "choose another";
            call.Findings.Report(
                ModelDiagnostics.NameTaken, call.LocationOf(LayerCall.NameParameter), call.Frame, [first.LocationOf(LayerCall.NameParameter)], text, advice);
            return null;
        }

        _byText.Add(text, call);
        if (_byProperty.TryGetValue(property, out string? other))
        {
            Report(ModelDiagnostics.SameProperty, other, text, property);
            return null;
        }

        _byProperty.Add(property, text);
        return new(text, property);

        void Report(DiagnosticDescriptor descriptor, params string[] arguments) => call.Report(descriptor, call.LocationOf(LayerCall.NameParameter), arguments);
    }

    /// <summary>The property of a name: its words, each with a capital, joined by underscores.</summary>
    public static string PropertyOf(string name)
    {
        StringBuilder property = new();
        bool begins = true;
        foreach (char letter in name)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                begins = true;
                continue;
            }

            bool needsUnderscore = begins && (property.Length > 0 || char.IsDigit(letter));
            property.Append(needsUnderscore ? "_" : string.Empty).Append(begins ? char.ToUpperInvariant(letter) : letter);
            begins = false;
        }

        return property.ToString();
    }
}
