namespace BatchNormGen.Programs;

/// <summary>A parameter of a <see cref="BoundLayer{T}"/>.</summary>
internal sealed class BoundParameter<T>(object parameter)
    where T : unmanaged
{
    private readonly SpanGetter _value = MemberBinding.Bind<SpanGetter>(parameter, "get_Value");
    private readonly SpanGetter _gradient = MemberBinding.Bind<SpanGetter>(parameter, "get_Gradient");

    private delegate Span<T> SpanGetter();

    public Span<T> Value => _value();

    public Span<T> Gradient => _gradient();
}
