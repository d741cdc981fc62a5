using System.ComponentModel;
using System.Reflection;
using QuantFund.Core.Domain.Formats;
using QuantFund.Infrastructure;

namespace QuantFund.Web.Settings;

/// <summary>
/// Reads every setting of our sections before anything is made of them: a key that nothing reads was meant to do something,
/// and a value that is none of its type must be told by its name.
/// </summary>
public static class SettingsCheck
{
    /// <exception cref="StartupException">Something is set that is not known, not possible yet, or not readable.</exception>
    public static void Require(IConfiguration configuration)
    {
        var problems = Problems(configuration).ToList();
        if (problems.Count > 0)
            throw new StartupException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>What is wrong, a sentence each.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var known = Known();
        var sections = known
            .Keys.Concat(KnownSettings.NotYet.Select(n => n.Key))
            .Select(k => k.Split(':')[0])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var top in configuration.GetChildren())
        {
            if (!sections.Contains(top.Key))
            {
                if (top.GetChildren().Any() && NearestOf(top.Key, sections) is { } meant && !IsForeign(top.Key))
                    yield return $"{top.Key} is no section of the configuration. Is {meant} meant?";
                continue;
            }
            foreach (var leaf in LeavesOf(top))
                if (ProblemOf(leaf, known) is { } problem)
                    yield return problem;
        }
    }

    private static string? ProblemOf(IConfigurationSection leaf, IReadOnlyDictionary<string, Type> known)
    {
        foreach (var (key, why) in KnownSettings.NotYet)
            if (IsAt(leaf.Path, key))
                return string.IsNullOrEmpty(leaf.Value) || IsOff(leaf.Value)
                    ? null
                    : $"{leaf.Path} is set, and can have no effect. {why}. Leave it out.";
        if (TypeOf(leaf.Path, known) is { } type)
            return IsReadable(type, leaf.Value)
                ? null
                : $"{leaf.Path} is '{leaf.Value}', which is no {NameOf(type)}. {HintOf(type)}";
        // An environment variable may leave a section's name alone, empty.
        if (string.IsNullOrEmpty(leaf.Value) && !leaf.Path.Contains(':', StringComparison.Ordinal))
            return null;
        var near = NearestOf(leaf.Path, known.Keys);
        return $"{leaf.Path} is no setting that anything reads. {(near is null ? "Leave it out." : $"Is {near} meant?")}";
    }

    private static Dictionary<string, Type> Known()
    {
        var known = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase);
        foreach (var (section, options) in KnownSettings.Options)
            Add(known, section, options);
        foreach (var key in KnownSettings.Single)
            known[key] = typeof(string);
        return known;
    }

    private static void Add(Dictionary<string, Type> known, string path, Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (IsSimple(type) || typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
                known[$"{path}:{property.Name}"] = type;
            else
                Add(known, $"{path}:{property.Name}", type);
        }
    }

    /// <summary>The type of a key; an entry of a list is a text.</summary>
    private static Type? TypeOf(string path, IReadOnlyDictionary<string, Type> known)
    {
        if (known.TryGetValue(path, out var type))
            return IsSimple(type) ? type : null;
        var end = path.LastIndexOf(':');
        return end > 0 && known.TryGetValue(path[..end], out var list) && !IsSimple(list) ? typeof(string) : null;
    }

    private static bool IsReadable(Type type, string? value)
    {
        if (string.IsNullOrEmpty(value) || type == typeof(string))
            return true;
        // A number of an enumeration would be taken too, whatever it stands for.
        if (type.IsEnum)
            return Array.Exists(Enum.GetNames(type), n => n.Equals(value, StringComparison.OrdinalIgnoreCase));
        if (type == typeof(DateOnly))
            return IsoTime.TryDate(value, out _);
        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception e)
            when (e is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsSimple(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type == typeof(string)
        || type == typeof(decimal)
        || type == typeof(TimeSpan)
        || type == typeof(DateOnly);

    private static string NameOf(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "span of time"
        : type == typeof(DateOnly) ? "date"
        : type == typeof(int) || type == typeof(long) ? "whole number"
        : type.IsEnum ? "known word"
        : "number";

    private static string HintOf(Type type) =>
        type == typeof(bool) ? "Write true or false."
        : type == typeof(TimeSpan) ? "Write hh:mm:ss, such as 00:05:00."
        : type == typeof(DateOnly) ? "Write yyyy-mm-dd."
        : type.IsEnum ? $"Write one of: {string.Join(", ", Enum.GetNames(type).Select(n => n.ToLowerInvariant()))}."
        : type == typeof(int) || type == typeof(long) ? "Write digits alone."
        : "Write it with a point and without separators, such as 0.15.";

    private static IEnumerable<IConfigurationSection> LeavesOf(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0 || section.Value is { Length: > 0 })
            yield return section;
        foreach (var leaf in children.SelectMany(LeavesOf))
            yield return leaf;
    }

    private static bool IsAt(string path, string key) =>
        path.Equals(key, StringComparison.OrdinalIgnoreCase)
        || path.StartsWith(key + ':', StringComparison.OrdinalIgnoreCase);

    private static bool IsOff(string value) => value.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sections of the frameworks, which read them themselves.</summary>
    private static bool IsForeign(string section) =>
        section is "Serilog" or "Logging" or "Kestrel" or "Hosting" or "DOTNET" or "ASPNETCORE";

    /// <summary>The known name that is the fewest letters away, if it is near enough to have been meant.</summary>
    private static string? NearestOf(string name, IEnumerable<string> known)
    {
        var (nearest, distance) = known
            .Select(k => (Name: k, Distance: Distance(name.ToUpperInvariant(), k.ToUpperInvariant())))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .First();
        return distance <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    /// <summary>Letters to insert, remove or replace to make one text the other (Levenshtein, 1966).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[other.Length];
    }
}
