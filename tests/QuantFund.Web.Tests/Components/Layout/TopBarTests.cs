using Bunit;
using QuantFund.Core.Domain;
using QuantFund.Testing.Screen;
using QuantFund.Web.Components.Layout;
using QuantFund.Web.Components.Layout.Notices;
using Xunit;

namespace QuantFund.Web.Tests.Components.Layout;

public sealed class TopBarTests : ScreenContext
{
    [Fact]
    public void Bar_ShowsStateClockAndThatPricesAreNotReal()
    {
        Show(SampleFund.State());

        var bar = Render<TopBar>();

        Assert.Equal("Active", bar.Find(".chip").TextContent);
        Assert.Contains("Tue 6 Jan 2026, 11:20", bar.Find("time").TextContent, StringComparison.Ordinal);
        Assert.Contains("open", bar.Find(".clock").TextContent, StringComparison.Ordinal);
        Assert.Contains("Simulated market: prices are not real.", bar.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MarketSource.Replay, "prices are from the past")]
    [InlineData(MarketSource.Paper, "real prices, simulated fills")]
    [InlineData(MarketSource.Live, "this is real money")]
    public void Banner_SaysWhatEachSourceMeans(MarketSource source, string words) =>
        Assert.Contains(
            words,
            Render<SourceBanner>(p => p.Add(b => b.Source, source)).Markup,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(TradingState.Active, true, false)]
    [InlineData(TradingState.ReduceOnly, true, true)]
    [InlineData(TradingState.Halted, false, true)]
    public void Halt_AndResume_AreOfferedWhereTheyMakeSense(TradingState state, bool halt, bool resume)
    {
        Show(SampleFund.State(state));

        var bar = Render<TopBar>();

        Assert.Equal(halt, bar.FindAll("#halt").Count == 1);
        Assert.Equal(resume, bar.FindAll("#resume").Count == 1);
    }

    [Fact]
    public void Silence_OfMoreThanFiveSeconds_IsSaid_AndTakenBack()
    {
        Show(SampleFund.State());
        var bar = Render<TopBar>();

        Wall.Advance(TimeSpan.FromSeconds(5));
        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll(".behind")));
        Wall.Advance(TimeSpan.FromSeconds(2));
        bar.WaitForAssertion(() =>
            Assert.Contains("Behind by 7 s.", bar.Find(".behind").TextContent, StringComparison.Ordinal)
        );

        Show(SampleFund.State());
        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll(".behind")));
    }

    [Fact]
    public void ClosedMarket_IsSilent_AndNotBehind()
    {
        var state = SampleFund.State();
        Show(state with { Fund = state.Fund! with { Clock = SampleFund.Clock.AddHours(8) } });
        var bar = Render<TopBar>();

        Wall.Advance(TimeSpan.FromMinutes(2));

        bar.WaitForAssertion(() => Assert.Contains("closed", bar.Find(".clock").TextContent, StringComparison.Ordinal));
        Assert.Empty(bar.FindAll(".behind"));
    }

    [Fact]
    public void WaitingPlan_StopsSimulatedTime_AndIsNotBehind()
    {
        var waits = SampleFund.State() with { Waiting = SampleFund.Plan(null) };
        var view = new QuantFund.Web.Replica.ReplicaView(waits, Wall.GetUtcNow(), null);
        var live = view with { State = waits with { Fund = waits.Fund! with { Source = MarketSource.Live } } };
        var later = Wall.GetUtcNow().AddMinutes(1);

        Assert.Null(Freshness.Behind(view, later, marketOpen: true));
        Assert.Equal(TimeSpan.FromMinutes(1), Freshness.Behind(live, later, marketOpen: true));
    }

    [Fact]
    public void WaitingPlan_IsSaidOverEveryPage_AndInTheTabsTitle()
    {
        var waits = SampleFund.State() with { Waiting = SampleFund.Plan(Wall.GetUtcNow().AddMinutes(9)) };
        Show(waits);

        var notice = Render<TopBar>().Find("[data-testid=plan-waits]").TextContent;

        Assert.Contains("A plan waits for you: 3 trades", notice, StringComparison.Ordinal);
        Assert.Contains("expires in 9 min", notice, StringComparison.Ordinal);
        Assert.Equal("Plan waits · Active · Strategies · QuantFund", FundTitle.Of(waits, "Strategies"));
        Assert.Equal("Active · QuantFund", FundTitle.Of(SampleFund.State(), ""));
    }

    [Fact]
    public void Ticks_WaitForTheNextSecond_AndWhatHappensIsShownAtOnce()
    {
        var state = SampleFund.State();
        Show(state);
        var bar = Render<TopBar>();
        var later = state with { Fund = state.Fund! with { Clock = SampleFund.Clock.AddMinutes(1) } };

        Show(later);
        Assert.Contains("11:20", bar.Find("time").TextContent, StringComparison.Ordinal);

        Show(later with { Sequence = state.Sequence + 1 });
        bar.WaitForAssertion(() => Assert.Contains("11:21", bar.Find("time").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DisposedBar_LeavesNoWatcher()
    {
        Show(SampleFund.State());
        Render<TopBar>();
        Assert.Equal(1, Replica.Watchers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Replica.Watchers);
    }
}
