using System.Text.Json;
using System.Text.Json.Serialization;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Web.Api.Protocol;

/// <summary>A moment in a body, read as everywhere else: what names no offset is no moment.</summary>
internal sealed class IsoTimeJson : JsonConverter<DateTimeOffset>
{
    public const string Wanted = "Must be an ISO 8601 time with its offset, such as 2026-01-05T14:30:00Z.";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && IsoTime.TryMoment(reader.GetString(), out var time)
            ? time.ToUniversalTime()
            : throw new JsonException(Wanted);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
