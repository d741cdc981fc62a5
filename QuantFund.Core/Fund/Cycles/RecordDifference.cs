using System.Globalization;
using System.Text.Json;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>
/// The first place where two records of one cycle differ: the phase, the path in the record such as
/// <c>plan.trades[3].quantity</c>, and what each says there (null = nothing).
/// </summary>
public sealed record RecordDifference(string Phase, string Path, string? Stored, string? Recomputed)
{
    // In the order in which a decision comes about, so that the first difference is the cause of later ones.
    private static readonly (string Section, string Phase)[] Sections =
    [
        ("id", "request"),
        ("asOf", "request"),
        ("book", "request"),
        ("sources", Phases.Data),
        ("market", Phases.Features),
        ("features", Phases.Features),
        ("regime", Phases.Regime),
        ("mode", Phases.Regime),
        ("strategies", Phases.Strategies),
        ("verdict", Phases.Debate),
        ("ensemble", Phases.Ensemble),
        ("risk", Phases.Risk),
        ("plan", Phases.Costs),
        ("answer", Phases.Approval),
        ("orders", Phases.Execution),
        ("refusedOrders", Phases.Execution),
        ("learning", Phases.Learning),
        ("hash", "hash"),
    ];

    // How long a phase took is no part of what was decided.
    private static readonly string[] Apart = ["version", "timings"];

    /// <summary>Null when the records agree.</summary>
    /// <param name="stored">The record as it was written, of whatever version.</param>
    /// <param name="recomputed">The record as this program writes it; fields that an older version lacks are not compared.</param>
    public static RecordDifference? Between(JsonElement stored, JsonElement recomputed)
    {
        var older = VersionOf(stored) < VersionOf(recomputed);
        var known = Sections.Select(s => s.Section).Concat(Apart).ToHashSet(StringComparer.Ordinal);
        var others = stored
            .EnumerateObject()
            .Concat(recomputed.EnumerateObject())
            .Select(p => p.Name)
            .Where(n => !known.Contains(n))
            .Distinct(StringComparer.Ordinal)
            .Select(n => (Section: n, Phase: n));
        foreach (var (section, phase) in Sections.Concat(others))
        {
            var ours = Find(stored, section);
            var theirs = Find(recomputed, section);
            if (ours is null && (older || theirs is null))
                continue;
            if (First(section, ours, theirs, older) is { } found)
                return new RecordDifference(phase, found.Path, Text(found.Stored), Text(found.Recomputed));
        }
        return null;
    }

    private static (string Path, JsonElement? Stored, JsonElement? Recomputed)? First(
        string path,
        JsonElement? stored,
        JsonElement? recomputed,
        bool older
    )
    {
        if (stored is not { } ours || recomputed is not { } theirs || ours.ValueKind != theirs.ValueKind)
            return (path, stored, recomputed);
        return ours.ValueKind switch
        {
            JsonValueKind.Object => FirstOfObject(path, ours, theirs, older),
            JsonValueKind.Array => FirstOfArray(path, ours, theirs, older),
            JsonValueKind.String => string.Equals(ours.GetString(), theirs.GetString(), StringComparison.Ordinal)
                ? null
                : (path, ours, theirs),
            // The shortest text that reads back as the same number: equal texts, equal bits.
            JsonValueKind.Number => string.Equals(ours.GetRawText(), theirs.GetRawText(), StringComparison.Ordinal)
                ? null
                : (path, ours, theirs),
            _ => null,
        };
    }

    private static (string, JsonElement?, JsonElement?)? FirstOfObject(
        string path,
        JsonElement stored,
        JsonElement recomputed,
        bool older
    )
    {
        foreach (var property in stored.EnumerateObject())
            if (First($"{path}.{property.Name}", property.Value, Find(recomputed, property.Name), older) is { } found)
                return found;
        if (older)
            return null;
        foreach (var property in recomputed.EnumerateObject())
            if (!stored.TryGetProperty(property.Name, out _))
                return ($"{path}.{property.Name}", null, property.Value);
        return null;
    }

    private static (string, JsonElement?, JsonElement?)? FirstOfArray(
        string path,
        JsonElement stored,
        JsonElement recomputed,
        bool older
    )
    {
        var (ours, theirs) = (stored.GetArrayLength(), recomputed.GetArrayLength());
        for (var i = 0; i < Math.Max(ours, theirs); i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (First(at, i < ours ? stored[i] : null, i < theirs ? recomputed[i] : null, older) is { } found)
                return found;
        }
        return null;
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : null;

    private static int VersionOf(JsonElement record) => record.TryGetProperty("version", out var v) ? v.GetInt32() : 0;

    private static string? Text(JsonElement? value)
    {
        const int most = 200;
        if (value is not { } element)
            return null;
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        return text.Length <= most ? text : text[..most] + "…";
    }
}
