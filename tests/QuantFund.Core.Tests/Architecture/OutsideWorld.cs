using Mono.Cecil;

namespace QuantFund.Core.Tests.Architecture;

/// <summary>
/// What of the base class library an assembly uses that is not pure computation: files, network, processes, the console, the
/// environment, clocks. By type, since one assembly of the library holds both kinds.
/// </summary>
internal static class OutsideWorld
{
    private static readonly string[] Namespaces =
    [
        "System",
        "System.Buffers",
        "System.Collections",
        "System.ComponentModel.DataAnnotations",
        "System.Diagnostics.CodeAnalysis",
        "System.Globalization",
        "System.Linq",
        "System.Numerics",
        "System.Reflection",
        "System.Runtime.CompilerServices",
        "System.Runtime.InteropServices",
        "System.Security.Cryptography",
        "System.Text",
        "System.Threading",
    ];

    /// <summary>In namespaces that are not pure: streams that somebody else opened, and what compilers put in.</summary>
    private static readonly string[] Types =
    [
        "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Diagnostics.DebuggerBrowsableState",
        "System.Diagnostics.DebuggerDisplayAttribute",
        "System.Diagnostics.DebuggerHiddenAttribute",
        "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.UnreachableException",
        "System.IO.IOException",
        "System.IO.InvalidDataException",
        "System.IO.Stream",
        "System.IO.StreamReader",
        "System.IO.StringReader",
        "System.IO.TextReader",
        "System.Runtime.ExceptionServices.ExceptionDispatchInfo",
        "System.Runtime.Versioning.TargetFrameworkAttribute",
    ];

    /// <summary>In namespaces that are pure but for these.</summary>
    private static readonly string[] Doors =
    [
        "System.AppDomain",
        "System.Console",
        "System.Reflection.Emit",
        "System.Threading.Thread",
    ];

    private static readonly string[] Clocks =
    [
        "get_Now",
        "get_UtcNow",
        "get_Today",
        "get_TickCount64",
        "get_TickCount",
    ];

    public static IReadOnlyList<string> UsedBy(string assembly, string root)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var types = module
            .GetTypeReferences()
            .Where(t => t.DeclaringType is null && !IsPure(t.FullName, t.Namespace))
            .Where(t => !t.Namespace.StartsWith(root, StringComparison.Ordinal))
            .Select(t => t.FullName);
        var clocks = module
            .GetMemberReferences()
            .Where(m => m.DeclaringType.FullName is "System.DateTime" or "System.DateTimeOffset")
            .Where(m => Clocks.Contains(m.Name, StringComparer.Ordinal))
            .Select(NameOf);
        // Every iterator asks which thread it was made in.
        var surroundings = module
            .GetMemberReferences()
            .Where(m => m.DeclaringType.FullName is "System.Environment" && m.Name != "get_CurrentManagedThreadId")
            .Select(NameOf);
        return [.. types.Concat(clocks).Concat(surroundings).Order(StringComparer.Ordinal)];
    }

    private static string NameOf(MemberReference member) =>
        $"{member.DeclaringType.FullName}.{member.Name.Replace("get_", "", StringComparison.Ordinal)}";

    private static bool IsPure(string type, string @namespace) =>
        Types.Contains(type, StringComparer.Ordinal)
        || (
            Namespaces.Any(n => @namespace == n || (n != "System" && Within(@namespace, n)))
            && !Doors.Any(d => type == d || Within(@namespace, d))
        );

    private static bool Within(string @namespace, string outer) =>
        @namespace == outer || @namespace.StartsWith(outer + ".", StringComparison.Ordinal);
}
