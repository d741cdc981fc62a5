using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Features;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;
using QuantFund.Web.Components.Text;
using Xunit;

namespace QuantFund.Web.Tests.Components.Text;

public sealed class NamesTests
{
    [Fact]
    public void EveryStrategy_HasANameOfItsOwn()
    {
        var names = StrategyRoster.Standard.Strategies.Select(s => Names.OfStrategy(s.Profile.Id.Value)).ToArray();

        Assert.All(
            StrategyRoster.Standard.Strategies,
            s => Assert.True(Names.Knows(s.Profile.Id.Value), s.Profile.Id.Value)
        );
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void EveryFeature_HasAName() =>
        Assert.All(FeatureNames.All, f => Assert.True(Names.OfFeature(f) != f || f is "carry", f));

    [Fact]
    public void EveryLimit_HasAName()
    {
        string[] ids =
        [
            .. typeof(ILimit)
                .Assembly.GetTypes()
                .Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(ILimit).IsAssignableFrom(t))
                .Select(t => ((ILimit)Activator.CreateInstance(t, nonPublic: true)!).Name),
            RiskGate.VixLimit,
            RiskGate.LadderLimit,
        ];

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.True(Names.OfLimit(id) != id, id));
    }

    [Fact]
    public void EveryReasonAndState_HasWords()
    {
        Assert.All(Enum.GetValues<Abstention>()[1..], r => Assert.NotEmpty(r.Sentence()));
        Assert.All(Enum.GetValues<TradingState>(), s => Assert.NotEmpty(Words.Of(s) + Words.Meaning(s)));
        Assert.All(Enum.GetValues<StrategyState>(), s => Assert.NotEmpty(Words.Of(s)));
        Assert.All(Enum.GetValues<CycleStatus>(), s => Assert.NotEmpty(Words.Of(s)));
        Assert.All(Enum.GetValues<OrderStatus>(), s => Assert.NotEmpty(Words.Of(s)));
    }

    [Theory]
    [InlineData("NVDA, its largest, has mom_12_1 1.6934.", "NVDA, its largest, has 12-month momentum 1.6934.")]
    [InlineData(
        "cs-momentum-ls leads with 10% of the vote",
        "long/short cross section momentum leads with 10% of the vote"
    )]
    [InlineData("It moves with vwap-reversion, at 0.62.", "It moves with VWAP reversion, at 0.62.")]
    [InlineData("90 sources fresh, not prices-daily", "90 sources fresh, not daily prices")]
    [InlineData("risk-on, c20260106-1115, a mean of 3", "risk-on, c20260106-1115, a mean of 3")]
    public void Text_NamesThingsAsAnOperatorDoes(string stored, string read) =>
        Assert.Equal(read, Names.InText(stored));

    [Theory]
    [InlineData("mean_rsi_14", "mean RSI")]
    [InlineData("tilt_ret_5", "tilt to 5-day return")]
    [InlineData("correlation_futures-trend", "correlation with futures trend")]
    [InlineData("never_heard_of", "never_heard_of")]
    public void Word_OfAClaim_IsSpelled(string word, string name) => Assert.Equal(name, Names.OfFeature(word));
}
