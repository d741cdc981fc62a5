using AwesomeAssertions;
using QuantFund.Infrastructure.MarketStore;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore;

public sealed class TopicColumnTests
{
    [Theory]
    [InlineData("", new string[0], new double[0])]
    [InlineData("earnings|economy_macro", new[] { "earnings", "economy_macro" }, new double[0])]
    [InlineData("earnings:0.4|economy_macro:1", new[] { "earnings", "economy_macro" }, new[] { 0.4, 1 })]
    public void Topics_ComeWithTheirRelevance_WhereItIsGiven(string text, string[] topics, double[] relevances)
    {
        TopicColumn.TryRead(text, out var names, out var values).Should().BeTrue();
        names.Should().Equal(topics);
        values.Should().Equal(relevances);
    }

    [Theory]
    [InlineData("earnings:0.4|economy_macro")]
    [InlineData("earnings:1.2")]
    [InlineData("earnings:-0.1")]
    [InlineData("earnings:x")]
    [InlineData("earnings:0,4")]
    public void ARelevanceThatIsNone_RefusesTheRow(string text) =>
        TopicColumn.TryRead(text, out _, out _).Should().BeFalse();
}
