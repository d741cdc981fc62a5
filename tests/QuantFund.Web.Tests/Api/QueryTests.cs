using AwesomeAssertions;
using QuantFund.Core.Execution.Broker;
using QuantFund.Web.Api.Protocol;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class QueryTests
{
    [Theory]
    [InlineData(null, 50)]
    [InlineData("1", 1)]
    [InlineData("500", 500)]
    public void Limit_IsFrom1To500_AndFiftyWhenAbsent(string? text, int expected)
    {
        var query = new Query();

        query.Limit(text).Should().Be(expected);
        query.Failed(out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("501")]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("")]
    [InlineData("1.5")]
    public void Limit_OutsideIsRefusedByName(string text)
    {
        var query = new Query();

        query.Limit(text);

        query.Failed(out var errors).Should().BeTrue();
        errors!.Should().ContainSingle().Which.Field.Should().Be("limit");
    }

    [Theory]
    [InlineData("5.1.2026")]
    [InlineData("12:30")]
    [InlineData("Jan 5")]
    [InlineData("30-OCT-2025 15:00:00")]
    public void Time_ThatIsNoIsoTime_IsRefusedByName_WithOneThatIs(string text)
    {
        var query = new Query();

        query.Time("from", text).Should().BeNull();

        query.Failed(out var errors).Should().BeTrue();
        var error = errors!.Should().ContainSingle().Subject;
        error.Field.Should().Be("from");
        error.Message.Should().Contain("2026-01-05T14:30:00Z").And.Contain("2026-01-05;");
    }

    [Fact]
    public void OneOrMore_TakesNamesSeparatedByCommas()
    {
        var query = new Query();

        var statuses = query.OneOrMore<OrderStatus>("status", "partiallyFilled, filled");

        statuses.Should().BeEquivalentTo([OrderStatus.PartiallyFilled, OrderStatus.Filled]);
    }

    [Theory]
    [InlineData("Filled")]
    [InlineData("done")]
    [InlineData("filled,")]
    public void OneOrMore_RefusesOtherNames(string text)
    {
        var query = new Query();

        query.OneOrMore<OrderStatus>("status", text);

        query.Failed(out var errors).Should().BeTrue();
        errors![0].Field.Should().Be("status");
    }

    [Fact]
    public void Time_WithoutOffset_IsUtc()
    {
        var query = new Query();

        query.Time("from", "2026-01-05T14:30:00").Should().Be(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("zz")]
    public void Cursor_ThatNoPageGave_IsRefused(string text)
    {
        var query = new Query();

        query.Cursor(text);

        query.Failed(out _).Should().BeTrue();
    }
}
