using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Infrastructure;
using QuantFund.Web.Settings;
using Xunit;

namespace QuantFund.Web.Tests.Architecture;

/// <summary>An option that nothing reads is a promise that nobody keeps.</summary>
public sealed class OptionsTests
{
    private static readonly Assembly[] Product =
    [
        typeof(Symbol).Assembly,
        typeof(StartupException).Assembly,
        typeof(KnownSettings).Assembly,
    ];

    [Fact]
    public void EveryOption_IsReadSomewhere() => Unread(Product, Product).Should().BeEmpty();

    [Fact]
    public void EverySection_IsAmongTheKnownSettings() =>
        Sections(Product).Should().BeEquivalentTo(KnownSettings.Options.Select(o => o.Options));

    [Fact]
    public void APlantedOptionThatNothingReads_IsFound()
    {
        var tests = typeof(OptionsTests).Assembly;

        Unread([tests], [tests]).Should().Equal("PlantedOptions.Ignored");
        Reader(new PlantedOptions()).Should().Be(1);
    }

    /// <summary>Properties of options whose getter no code outside their own class calls.</summary>
    private static IEnumerable<string> Unread(IEnumerable<Assembly> options, IEnumerable<Assembly> readers)
    {
        var read = readers.SelectMany(Calls).ToHashSet();
        return Sections(options)
            .SelectMany(t => t.GetProperties().Select(p => (Type: t, Property: p)))
            .Where(o => !read.Contains((o.Type, o.Property.GetMethod!.Name)))
            .Select(o => $"{o.Type.Name}.{o.Property.Name}");
    }

    private static IEnumerable<Type> Sections(IEnumerable<Assembly> assemblies) =>
        assemblies
            .SelectMany(a => a.GetTypes())
            .Where(t =>
                t.Name.EndsWith("Options", StringComparison.Ordinal)
                && t.GetField("Section", BindingFlags.Public | BindingFlags.Static) is not null
            );

    private static IEnumerable<(Type Of, string Getter)> Calls(Assembly assembly) =>
        assembly
            .GetTypes()
            .SelectMany(t =>
                t.GetMembers(
                        BindingFlags.Public
                            | BindingFlags.NonPublic
                            | BindingFlags.Static
                            | BindingFlags.Instance
                            | BindingFlags.DeclaredOnly
                    )
                    .OfType<MethodBase>()
                    .SelectMany(m => Calls(m).Where(c => OutermostOf(t) != c.Of))
            );

    private static Type OutermostOf(Type type) => type.DeclaringType is { } outer ? OutermostOf(outer) : type;

    /// <summary>Read by the bytes: what only looks like a call names no getter, or one too many.</summary>
    private static IEnumerable<(Type Of, string Getter)> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at + 5 <= code.Length; at++)
            if (
                (code[at] == OpCodes.Call.Value || code[at] == OpCodes.Callvirt.Value)
                && Resolved(
                    method.Module,
                    BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at + 1)),
                    ofType,
                    ofMethod
                )
                    is { DeclaringType: { } type } called
                && called.Name.StartsWith("get_", StringComparison.Ordinal)
            )
                yield return (type, called.Name);
    }

    private static MethodBase? Resolved(Module module, int token, Type[]? ofType, Type[]? ofMethod)
    {
        // A method's own token, one of another assembly, or one of a generic method: anything else is no call.
        if ((token >>> 24) is not (0x06 or 0x0A or 0x2B))
            return null;
        try
        {
            return module.ResolveMethod(token, ofType, ofMethod);
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException or TypeLoadException)
        {
            return null;
        }
    }

    private static int Reader(PlantedOptions options) => options.Used;
}

/// <summary>One of its options is read.</summary>
public sealed class PlantedOptions
{
    public const string Section = "Planted";

    public int Used { get; set; } = 1;

    public int Ignored { get; set; } = 2;
}
