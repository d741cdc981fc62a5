using Bunit;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Components.Pages;
using QuantFund.Web.Components.Widgets;
using Xunit;

namespace QuantFund.Web.Tests.Components.Widgets;

public sealed class LearningWidgetTests : ScreenContext
{
    private static readonly ShadowView Nothing = new(1, double.NaN, 0, 0, 0);
    private static readonly ShadowView Some = new(1.0123, 1.4, 0.004, 0.021, 12);

    [Fact]
    public void Influence_SaysWhatItFollowsFrom()
    {
        var panel = Render<InfluencePanel>(p =>
            p.Add(c => c.Influence, new InfluenceView(0.45, 60, 33, 0.55, 8, 0.2, 0.7))
        );

        Assert.Equal("45.0%", panel.Find(".value").TextContent);
        // Half of the way from 20% to 70%.
        Assert.Equal("width:50%", panel.Find(".scale span").GetAttribute("style"));
        AssertTexts(
            ["60 of 100", "55.0% (33); counts from 40% to 55%", "8"],
            panel.FindAll("dd").Select(d => d.TextContent)
        );
    }

    [Fact]
    public void Counterfactuals_ShowTheirValue_AndNoneBeforeTheirFirstSession()
    {
        var panel = Render<CounterfactualsPanel>(p =>
            p.Add(
                c => c.Books,
                [
                    new CounterfactualView("learning", 0, Some),
                    new CounterfactualView("noLearning", 1.25, Some),
                    new CounterfactualView("equalWeights", 0, Nothing),
                ]
            )
        );

        var rows = panel.FindAll("tbody tr");
        AssertTexts(["The verdict's weights", "1.0123", "too early", "2.10%", "12", ""], Cells(rows[0]));
        Assert.Equal("too early", Cells(rows[1]).Last());
        Assert.Equal("–", Cells(rows[2]).Last());
    }

    [Fact]
    public void Roster_ShowsTheHeaviestFirst_WithItsRecordByRegime()
    {
        var panel = Render<RosterPanel>(p =>
            p.Add(c => c.Records, [Record("vwap-reversion", StrategyState.Shadow), Record("futures-trend")])
                .Add(c => c.Roster, [Weighed("vwap-reversion", 0), Weighed("futures-trend", 0.12)])
                .Add(c => c.Regime, "normal-up")
        );

        var rows = panel.FindAll("tbody tr");
        Assert.Contains("Futures trend", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("12.0%", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("+1.23%", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("0.030 → 0.041", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "high volatility, no trend: 40 opinions, 52.5% right",
            Words(rows[0].QuerySelector("li")!.TextContent),
            StringComparison.Ordinal
        );
        Assert.Contains("On paper only", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("those for normal volatility, trend up", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_SaysThatNothingWasLearnedYet()
    {
        Show(Testing.Screen.SampleFund.Empty);

        Assert.Contains("Nothing has been learned yet", Render<Strategies>().Markup, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Cells(AngleSharp.Dom.IElement row) => row.Children.Select(c => c.TextContent);

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static StrategyView Weighed(string id, double weight) =>
        new(new StrategyId(id), "momentum", StrategyState.Enabled, weight, 0.1, 0.5, null);

    private static TrackRecordView Record(string id, StrategyState state = StrategyState.Enabled) =>
        new(
            new StrategyId(id),
            state,
            0.07,
            0.041,
            0.03,
            1.2,
            20,
            5,
            Some,
            new RegimeRecordView(null, 40, 0.525, 0.02, 0.0004, 1.1, 0.98, Some),
            [new RegimeRecordView("high-neutral", 40, 0.525, 0.02, 0.0004, 1.1, 0.98, Some)]
        );
}
