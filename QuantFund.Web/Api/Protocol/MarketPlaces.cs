using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Api.Protocol;

/// <summary>
/// How scripts read numbers: dollars with two to four places, as the market quotes and averages them, quantities and all
/// else without idle zeros. Records and the journal keep every digit: their hashes depend on them.
/// </summary>
public static class MarketPlaces
{
    private static readonly FrozenSet<string> Dollars = new[]
    {
        "actualCost",
        "averagePrice",
        "cash",
        "dayPnl",
        "equity",
        "estimatedCost",
        "expectedBenefit",
        "highWaterMark",
        "limitPrice",
        "mark",
        "marketValue",
        "previous",
        "price",
        "referencePrice",
        "unrealizedPnl",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static JsonSerializerOptions Options { get; } = Create();

    public static void Configure(JsonSerializerOptions options)
    {
        FundJson.Configure(options);
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(
            Write
        );
    }

    public static string OfDollars(decimal value) =>
        Math.Round(value, 4).ToString("0.00##", CultureInfo.InvariantCulture);

    public static string OfQuantity(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    private static void Write(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            Func<decimal, string> format = Dollars.Contains(property.Name) ? OfDollars : OfQuantity;
            if (property.PropertyType == typeof(decimal))
                property.CustomConverter = new Places(format);
            else if (property.PropertyType == typeof(decimal?))
                property.CustomConverter = new PlacesOrNull(format);
        }
    }

    private sealed class Places(Func<decimal, string> format) : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<decimal>(ref reader, FundJson.Options);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(format(value));
    }

    private sealed class PlacesOrNull(Func<decimal, string> format) : JsonConverter<decimal?>
    {
        public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<decimal?>(ref reader, FundJson.Options);

        public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options)
        {
            if (value is { } known)
                writer.WriteStringValue(format(known));
            else
                writer.WriteNullValue();
        }
    }
}
