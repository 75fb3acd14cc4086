using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace BatchNormGen.Package.Tests.Packing;

/// <summary>What NativeAOT needs of the machine.</summary>
internal static class NativeToolchain
{
    private static readonly Lazy<string?> ReasonAgainstLinking = new(FindReasonAgainstLinking);

    /// <summary>Why nothing can be linked here; null if it can.</summary>
    public static string? Missing => ReasonAgainstLinking.Value;

    /// <summary>Why programs for x86-64-v3 do not run here; null if they do.</summary>
    public static string? MissingForAvx2 => Missing ?? (Avx2.IsSupported ? null : "The processor has no AVX2.");

    /// <summary>With BATCHNORMGEN_FORBID_SKIPS=1 a test that cannot run fails.</summary>
    public static bool ForbidsSkips => Environment.GetEnvironmentVariable("BATCHNORMGEN_FORBID_SKIPS") == "1";

    private static string? FindReasonAgainstLinking()
    {
        if (OperatingSystem.IsWindows())
        {
            string installer = Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft Visual Studio", "Installer", "vswhere.exe");
            return File.Exists(installer) ? null : "NativeAOT needs Visual Studio's C++ build tools.";
        }

        // The publishing links with clang or gcc, whichever there is, and with zlib: so does this.
        return Links("clang") || Links("gcc") ? null : "NativeAOT needs clang or gcc, and the headers and library of zlib.";
    }

    private static bool Links(string compiler)
    {
        string folder = Directory.CreateTempSubdirectory("BatchNormGen.Package.Tests.").FullName;
        try
        {
            string source = Path.Combine(folder, "probe.c");
            File.WriteAllText(source, "#include <zlib.h>\nint main(void) { return zlibVersion() == 0; }\n");
            ProcessStartInfo start = new(compiler, [source, "-o", Path.Combine(folder, "probe"), "-lz"])
            {
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such compiler
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
