using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Web.Api.Protocol;

/// <summary>Reads query parameters from their text, and collects what is wrong with each.</summary>
public sealed class Query
{
    public const int DefaultLimit = 50;
    public const int MostItems = 500;

    private readonly List<FieldError> errors = [];

    public int Limit(string? text, int absent = DefaultLimit)
    {
        if (text is null)
            return absent;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= MostItems
        )
            return limit;
        errors.Add(new FieldError("limit", $"Must be a whole number from 1 to {MostItems}."));
        return absent;
    }

    /// <summary>A cursor that a store gave out.</summary>
    public string? Cursor(string? text)
    {
        if (text is not null && !PageCursor.TryParse(text, out _))
            errors.Add(new FieldError("cursor", "Must be the nextCursor of an earlier page."));
        return text;
    }

    /// <summary>A moment in ISO 8601; without an offset it is UTC's, and a date alone its midnight there.</summary>
    public DateTimeOffset? Time(string field, string? text)
    {
        if (text is null)
            return null;
        if (IsoTime.TryUtc(text, out var time))
            return time;
        errors.Add(
            new FieldError(
                field,
                "Must be an ISO 8601 time, such as 2026-01-05T14:30:00Z, or a date, 2026-01-05; without an offset it is UTC."
            )
        );
        return null;
    }

    public TimeSpan? Resolution(string? text)
    {
        switch (text)
        {
            case null:
                return null;
            case "1m":
                return TimeSpan.FromMinutes(1);
            case "15m":
                return TimeSpan.FromMinutes(15);
            case "1d":
                return TimeSpan.FromDays(1);
            default:
                errors.Add(new FieldError("resolution", "Must be one of: 1m, 15m, 1d."));
                return null;
        }
    }

    public IReadOnlySet<T>? OneOrMore<T>(string field, string? text)
        where T : struct, Enum
    {
        if (text is null)
            return null;
        var values = new HashSet<T>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
            if (EnumNames.TryParse<T>(name, out var value))
                values.Add(value);
            else
                errors.Add(
                    new FieldError(
                        field,
                        $"'{name}' is none of: {string.Join(", ", EnumNames.Of(typeof(T)))} (several: separated by commas)."
                    )
                );
        return values;
    }

    public void Refuse(string field, string message) => errors.Add(new FieldError(field, message));

    public bool Failed([NotNullWhen(true)] out IReadOnlyList<FieldError>? found)
    {
        found = errors.Count > 0 ? errors : null;
        return found is not null;
    }
}
