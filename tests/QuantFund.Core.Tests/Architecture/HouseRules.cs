using System.Reflection;
using NetArchTest.Rules;

namespace QuantFund.Core.Tests.Architecture;

/// <summary>The reference rules of the house, as functions of an assembly, so that a planted break can be put to them too.</summary>
internal static class HouseRules
{
    /// <summary>The flow of the fund: a phase may use those before it, never those after.</summary>
    public static readonly string[] PhasesInOrder =
    [
        "Domain",
        "Statistics",
        "Ingestion",
        "Features",
        "Strategies",
        "Debate",
        "Ensemble",
        "Risk",
        "Costs",
        "Execution",
        "Learning",
        "Pipeline",
        "Fund",
        "Simulation",
        "Backtesting",
    ];

    private static readonly string[] BannedEndings = ["Manager", "Helper", "Helpers", "Utils", "Base"];

    /// <summary>Types of a phase that use a later one: <c>type → phase</c>.</summary>
    public static IReadOnlyList<string> BackwardUses(Assembly assembly, string root)
    {
        var found = new List<string>();
        for (var i = 0; i < PhasesInOrder.Length; i++)
        {
            foreach (var later in PhasesInOrder[(i + 1)..])
            {
                var result = Types
                    .InAssembly(assembly)
                    .That()
                    .ResideInNamespace($"{root}.{PhasesInOrder[i]}")
                    .ShouldNot()
                    .HaveDependencyOn($"{root}.{later}")
                    .GetResult();
                found.AddRange((result.FailingTypes ?? []).Select(t => $"{t.FullName} → {later}"));
            }
        }
        return found;
    }

    /// <summary>Namespaces below the root that are no known phase.</summary>
    public static IReadOnlyList<string> UnknownPhases(Assembly assembly, string root) =>
        [
            .. Named(assembly)
                .Select(t => t.Namespace ?? "")
                .Where(n => n.StartsWith(root + ".", StringComparison.Ordinal))
                .Select(n => n[(root.Length + 1)..].Split('.')[0])
                .Distinct(StringComparer.Ordinal)
                .Except(PhasesInOrder, StringComparer.Ordinal),
        ];

    /// <summary>Referenced assemblies that are neither the base class library nor among the allowed.</summary>
    public static IReadOnlyList<string> ForeignReferences(Assembly assembly, params string[] allowed) =>
        [
            .. assembly
                .GetReferencedAssemblies()
                .Select(a => a.Name ?? "")
                .Where(n =>
                    !n.StartsWith("System.", StringComparison.Ordinal) && n is not ("netstandard" or "mscorlib")
                )
                .Except(allowed, StringComparer.Ordinal),
        ];

    /// <summary>Concrete classes that others could derive from.</summary>
    public static IReadOnlyList<string> OpenClasses(Assembly assembly, string root) =>
        [
            .. Named(assembly)
                .Where(t => Under(t, root) && t is { IsClass: true, IsAbstract: false, IsSealed: false })
                .Select(t => t.FullName!),
        ];

    /// <summary>Types whose name says nothing.</summary>
    public static IReadOnlyList<string> EmptyNames(Assembly assembly, string root) =>
        [
            .. Named(assembly)
                .Where(t =>
                    Under(t, root) && Array.Exists(BannedEndings, e => t.Name.EndsWith(e, StringComparison.Ordinal))
                )
                .Select(t => t.FullName!),
        ];

    private static bool Under(Type type, string root) =>
        type.Namespace is { } n && (n == root || n.StartsWith(root + ".", StringComparison.Ordinal));

    private static IEnumerable<Type> Named(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.Name.Contains('<', StringComparison.Ordinal));
}
