using System.Text.Json;
using System.Text.Json.Serialization;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Hubs;

/// <summary>Writes a fact by what it is; the event's kind tells which. Declared as its base type it would come out empty.</summary>
public sealed class FactJson : JsonConverter<FundFact>
{
    public override FundFact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Facts are read by their kind, see FundFacts.TypeOf.");

    public override void Write(Utf8JsonWriter writer, FundFact value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), Api.Protocol.MarketPlaces.Options);
}
