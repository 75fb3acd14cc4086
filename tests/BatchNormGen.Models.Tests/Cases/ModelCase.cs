using System.Reflection;
using BatchNormGen.Models.Tests.Models;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Cases;

/// <summary>A model class, and the reference of it.</summary>
/// <param name="Type">The class.</param>
/// <param name="Define">Puts the reference together.</param>
internal sealed record ModelCase(Type Type, Func<Flow, Flow> Define)
{
    /// <summary>All models of this project; of those inside generic types one.</summary>
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        .. typeof(ModelCase).Assembly.GetTypes()
            .Where(static type => type is { IsClass: true, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IReferenced)))
            .Append(typeof(Outer<int>.Middle.Inner))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (ModelCase)typeof(ModelCase).GetMethod(nameof(Of))!.MakeGenericMethod(type).Invoke(null, null)!),
    ];

    public string Name => Type.Name;

    public Framework Preset => Attribute.Preset;

    public ReferenceShape Input => Attribute.InputShape is [var channels, var height, var width] ? new(channels, height, width) : new(Attribute.InputShape[0]);

    private ModelAttribute Attribute => Type.GetCustomAttribute<ModelAttribute>()!;

    public static ModelCase Of<TModel>()
        where TModel : IReferenced => new(typeof(TModel), TModel.Reference);

    public static ModelCase Named(string name) => All.Single(model => model.Name == name);

    public IModel<float> Create() => (IModel<float>)Activator.CreateInstance(Type)!;

    public ReferenceNetwork CreateReference() => ReferenceNetwork.Of(Input, Preset, Define);

    public override string ToString() => Name;
}
