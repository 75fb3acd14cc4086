using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>A test of what only Linux is asked for here.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Pages are taken away as on Linux.";
}
