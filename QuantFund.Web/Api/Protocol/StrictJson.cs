using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Api.Protocol;

/// <summary>
/// Reads a JSON object field by field, so that each wrong one is named: the serializer alone stops at the first and names
/// it by internal types.
/// </summary>
public static class StrictJson
{
    public const string WholeBody = "body";

    private const string BrokenCharacter = "Holds half of a surrogate pair: send whole Unicode characters.";

    private static readonly JsonSerializerOptions Reading = new(FundJson.Options);

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Before the converter that writes, whose reader takes a time without an offset for one of this machine's zone.
    static StrictJson() => Reading.Converters.Insert(0, new IsoTimeJson());

    public static (T? Value, IReadOnlyList<FieldError> Errors) Read<T>(ReadOnlyMemory<byte> json)
        where T : class
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException e)
        {
            return (null, [new FieldError(WholeBody, $"Not valid JSON: {e.Message}")]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new FieldError(WholeBody, BrokenCharacter)]);
        }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, [new FieldError(WholeBody, "Send one JSON object.")]);
            if (document.RootElement.EnumerateObject().Any(f => !IsWhole(() => f.Name)))
                return (null, [new FieldError(WholeBody, BrokenCharacter)]);
            var known = FundJson.Options.GetTypeInfo(typeof(T)).Properties;
            var errors = document
                .RootElement.EnumerateObject()
                .Select(field => ErrorOf(field, known))
                .OfType<FieldError>()
                .ToArray();
            return errors.Length > 0 ? (null, errors) : (document.RootElement.Deserialize<T>(Reading), []);
        }
    }

    private static FieldError? ErrorOf(JsonProperty field, IList<JsonPropertyInfo> known)
    {
        if (known.FirstOrDefault(p => string.Equals(p.Name, field.Name, StringComparison.Ordinal)) is not { } property)
            return new FieldError(field.Name, $"Unknown field. {Known(known)}");
        try
        {
            field.Value.Deserialize(property.PropertyType, Reading);
            return null;
        }
        catch (InvalidOperationException)
        {
            return new FieldError(field.Name, BrokenCharacter);
        }
        catch (JsonException e)
        {
            // A converter of ours says what it wants; the serializer's own text speaks of .NET types.
            return new FieldError(field.Name, e.InnerException is FormatException own ? own.Message : Wanted(property));
        }
    }

    /// <summary>The parser lets an escape of half a surrogate pair pass; the text of it can't be had.</summary>
    private static bool IsWhole(Func<string> text)
    {
        try
        {
            return text() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Known(IList<JsonPropertyInfo> known) =>
        known.Count == 0 ? "This call takes no fields." : $"Known are: {string.Join(", ", known.Select(p => p.Name))}.";

    private static string Wanted(JsonPropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(bool) => "Must be true or false.",
            _ when type == typeof(string) => "Must be a string.",
            _ when type == typeof(decimal) => "Must be a decimal number as a string.",
            _ when type == typeof(DateTimeOffset) => IsoTimeJson.Wanted,
            { IsEnum: true } => $"Must be one of: {string.Join(", ", EnumNames.Of(type))}.",
            _ when ElementOf(type) is { IsEnum: true } element =>
                $"Must be a list of: {string.Join(", ", EnumNames.Of(element))}.",
            _ when ElementOf(type) is not null => "Must be a list of strings.",
            _ => "Has the wrong type.",
        };
    }

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;
}

/// <summary>Enumerations as the JSON has them.</summary>
public static class EnumNames
{
    public static IEnumerable<string> Of(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
            if (string.Equals(Of(candidate), text, StringComparison.Ordinal))
            {
                value = candidate;
                return true;
            }
        value = default;
        return false;
    }
}
