using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Fund.Events;

/// <summary>
/// The one way the fund writes JSON (REST, hub, journal, records): camelCase, enumerations as camelCase strings, decimals
/// as strings, doubles as numbers and null when not finite, times as ISO-8601 UTC, identities as their text.
/// </summary>
public static class FundJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new DecimalAsString());
        options.Converters.Add(new FiniteDouble());
        options.Converters.Add(new UtcTime());
        options.Converters.Add(new Text<Symbol>(Symbol.Parse, s => s.Value));
        options.Converters.Add(new Text<CycleId>(t => new CycleId(t), i => i.Value));
        options.Converters.Add(new Text<StrategyId>(t => new StrategyId(t), i => i.Value));
        options.Converters.Add(new Text<ClientOrderId>(t => new ClientOrderId(t), i => i.Value));
        options.Converters.Add(new Text<BrokerOrderId>(t => new BrokerOrderId(t), i => i.Value));
        options.Converters.Add(new Text<Sector>(t => new Sector(t), s => s.Name));
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class DecimalAsString : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && decimal.TryParse(reader.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
                ? value
            : reader.TokenType == JsonTokenType.Number ? reader.GetDecimal()
            : throw new JsonException("Expected a decimal number as a string.");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class FiniteDouble : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }

    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }

    private sealed class Text<T>(Func<string, T> read, Func<T, string?> write) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            try
            {
                return read(reader.GetString() ?? "");
            }
            catch (FormatException e)
            {
                throw new JsonException(e.Message, e);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Read(ref reader, type, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(write(value) ?? "");
    }
}
