using System.Text.Json;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class OpenApiTests(FundHost host) : IClassFixture<FundHost>
{
    [Fact]
    public async Task TheDocument_DescribesEveryCall_WithItsErrorsAndItsKey()
    {
        using var caller = host.Caller();

        var document = await caller.GetJsonAsync("/openapi/v1.json");

        document.GetProperty("openapi").GetString().Should().StartWith("3.1.");
        var calls = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Path: p.Name, Method: o.Name, Operation: o.Value)))
            .ToList();
        calls.Should().HaveCountGreaterThan(25);
        foreach (
            var (path, method, operation) in calls.Where(c => c.Path.StartsWith("/api/", StringComparison.Ordinal))
        )
        {
            var responses = operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToList();
            responses.Should().Contain(["401", "403", "429"], $"{method} {path}");
            responses.Should().Contain(r => r.StartsWith('2'), $"{method} {path}");
            operation.GetProperty("security").GetArrayLength().Should().Be(2);
            operation.GetProperty("summary").GetString().Should().NotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task Money_IsAString_AndAFractionANumber()
    {
        using var caller = host.Caller();

        var schemas = (await caller.GetJsonAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        var fund = schemas.GetProperty("FundView").GetProperty("properties");
        fund.GetProperty("equity").GetProperty("type").GetString().Should().Be("string");
        fund.GetProperty("drawdown")
            .GetProperty("type")
            .EnumerateArray()
            .Select(t => t.GetString())
            .Should()
            .Contain("number");
        fund.GetProperty("clock").GetProperty("format").GetString().Should().Be("date-time");
        schemas.GetProperty("Symbol").GetProperty("type").GetString().Should().Be("string");
        schemas.GetProperty("CycleId").GetProperty("type").GetString().Should().Be("string");
    }

    [Fact]
    public async Task TheReferencePage_LoadsNothingFromElsewhere()
    {
        using var browser = await host.SignedInAsync();

        var page = await browser.GetStringAsync("/scalar/", TestContext.Current.CancellationToken);

        page.Should().NotContain("https://").And.NotContain("http://");
    }
}
