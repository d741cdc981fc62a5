using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace QuantFund.Core.Tests.Architecture;

/// <summary>
/// The rooms of an assembly and who uses whom, as a Mermaid graph. Of uses that others imply (A → B → C) only the way is
/// drawn.
/// </summary>
internal static class HousePicture
{
    public static string Of(string assembly, string root, IReadOnlyList<string> rooms)
    {
        var uses = UsesOf(assembly, root, rooms);
        var picture = new StringBuilder("graph BT\n");
        foreach (var room in rooms)
        foreach (var used in rooms)
            if (uses[room].Contains(used) && !uses[room].Any(via => via != used && Reaches(uses, via, used)))
                picture.Append("  ").Append(room).Append(" --> ").Append(used).Append('\n');
        return picture.ToString();
    }

    private static Dictionary<string, HashSet<string>> UsesOf(string assembly, string root, IReadOnlyList<string> rooms)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var uses = rooms.ToDictionary(r => r, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var type in module.GetTypes())
            if (RoomOf(type, root) is { } own && uses.TryGetValue(own, out var used))
                foreach (var mentioned in Mentioned(type))
                    if (RoomOf(mentioned, root) is { } other && other != own)
                        used.Add(other);
        return uses;
    }

    private static bool Reaches(Dictionary<string, HashSet<string>> uses, string from, string to) =>
        uses.TryGetValue(from, out var next) && (next.Contains(to) || next.Any(n => Reaches(uses, n, to)));

    private static string? RoomOf(TypeReference type, string root)
    {
        var outermost = type;
        while (outermost.DeclaringType is { } around)
            outermost = around;
        return outermost.Namespace.StartsWith(root + ".", StringComparison.Ordinal)
            ? outermost.Namespace[(root.Length + 1)..].Split('.')[0]
            : null;
    }

    private static IEnumerable<TypeReference> Mentioned(TypeDefinition type)
    {
        var whole = new List<TypeReference?> { type.BaseType };
        whole.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        whole.AddRange(type.Fields.Select(f => f.FieldType));
        foreach (var method in type.Methods)
        {
            whole.Add(method.ReturnType);
            whole.AddRange(method.Parameters.Select(p => p.ParameterType));
            if (!method.HasBody)
                continue;
            whole.AddRange(method.Body.Variables.Select(v => v.VariableType));
            foreach (var step in method.Body.Instructions)
                whole.AddRange(Mentioned(step));
        }
        return whole.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference?> Mentioned(Instruction step) =>
        step.Operand switch
        {
            TypeReference type => [type],
            MethodReference method => [method.DeclaringType, method.ReturnType],
            FieldReference field => [field.DeclaringType, field.FieldType],
            _ => [],
        };

    /// <summary>The type itself, and what it is made of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
            TypeSpecification around => Parts(around.ElementType),
            _ => [type],
        };
}
