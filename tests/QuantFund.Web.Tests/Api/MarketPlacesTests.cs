using System.Text.Json;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Screen;
using QuantFund.Web.Api;
using QuantFund.Web.Api.Protocol;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class MarketPlacesTests
{
    [Theory]
    [InlineData("291.52", "291.52")]
    [InlineData("291.5", "291.50")]
    [InlineData("291.5156250000000000000000001", "291.5156")]
    [InlineData("0.1234", "0.1234")]
    [InlineData("-0.00001", "0.00")]
    public void Dollars_HaveTwoToFourPlaces(string value, string written) =>
        Assert.Equal(
            written,
            MarketPlaces
                .OfDollars(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture))
                .TrimStart('-')
        );

    [Theory]
    [InlineData("9.0000000", "9")]
    [InlineData("-96.0", "-96")]
    [InlineData("0.123456789", "0.123456789")]
    public void Quantities_HaveNoIdleZeros(string value, string written) =>
        Assert.Equal(
            written,
            MarketPlaces.OfQuantity(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture))
        );

    [Fact]
    public void Position_AndOrder_AreWrittenAsTheMarketQuotesThem()
    {
        var position = SampleFund.State().Positions[0] with
        {
            Quantity = 9.000m,
            AveragePrice = 291.515625m,
            Mark = 291.5m,
        };
        var order = SampleFund.State().Orders[2] with { LimitPrice = 409.5m, AveragePrice = null, Quantity = 96.0m };

        var p = JsonSerializer.SerializeToElement(position, MarketPlaces.Options);
        var o = JsonSerializer.SerializeToElement(order, MarketPlaces.Options);

        Assert.Equal(("9", "291.5156", "291.50"), (Text(p, "quantity"), Text(p, "averagePrice"), Text(p, "mark")));
        Assert.Equal(("96", "409.50"), (Text(o, "quantity"), Text(o, "limitPrice")));
        Assert.Equal(JsonValueKind.Null, o.GetProperty("averagePrice").ValueKind);
    }

    [Fact]
    public void Journal_KeepsEveryDigit()
    {
        var json = JsonSerializer.Serialize(
            SampleFund.State().Positions[0] with
            {
                Quantity = 9.000m,
            },
            FundJson.Options
        );

        Assert.Contains("\"9.000\"", json, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
