namespace BatchNormGen.Generator.Emission.Models;

/// <summary>A member of a model's class, without its body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Documentation">Its doc comment, without the slashes.</param>
/// <param name="Header">What stands before the body, every name fully qualified.</param>
/// <param name="Kind">What the body looks like.</param>
internal sealed record ModelMember(string Name, string Documentation, string Header, ModelMemberKind Kind = ModelMemberKind.Expression);

/// <summary>The forms that bodies of members have.</summary>
internal enum ModelMemberKind
{
    /// <summary>An expression: of a method, or of a property that is read.</summary>
    Expression,

    /// <summary>A getter and a setter.</summary>
    Settable,
}
