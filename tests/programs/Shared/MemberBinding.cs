using System.Reflection;

namespace BatchNormGen.Programs;

/// <summary>Members of a class that is known at run time only.</summary>
internal static class MemberBinding
{
    /// <summary>A public method whose parameters are those of a delegate type, as such a delegate.</summary>
    /// <exception cref="MissingMethodException">The class has no such method.</exception>
    public static TDelegate Bind<TDelegate>(object target, string method)
        where TDelegate : Delegate
    {
        Type[] signature = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        MethodInfo member = target.GetType().GetMethod(method, BindingFlags.Public | BindingFlags.Instance, signature)
            ?? throw new MissingMethodException(target.GetType().FullName, $"{method}({string.Join(", ", signature.Select(type => type.Name))})");
        return member.CreateDelegate<TDelegate>(target);
    }

    /// <summary>The value of a public property.</summary>
    public static T Value<T>(object target, string property) => (T)target.GetType().GetProperty(property)!.GetValue(target)!;
}
