using Bunit;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Pipeline;
using QuantFund.Testing.Screen;
using QuantFund.Web.Charts;
using QuantFund.Web.Components.Text;
using QuantFund.Web.Components.Widgets;
using Xunit;

namespace QuantFund.Web.Tests.Components.Widgets;

public sealed class WidgetTests : ScreenContext
{
    private static readonly FundState State = SampleFund.State();

    [Fact]
    public void StateCard_SaysWhatWhyWhoAndSinceWhen()
    {
        var card = Render<StateCard>(p => p.Add(c => c.Model, SampleFund.State(TradingState.Halted)));

        Assert.Equal("Halted", card.Find(".word").TextContent);
        Assert.Contains("No order leaves until a person resumes trading.", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Odd quotes in the energy names", card.Markup, StringComparison.Ordinal);
        Assert.Contains("operator, since", card.Find(".why").TextContent, StringComparison.Ordinal);
        Assert.Contains("Tue 6 Jan, 11:17", card.Find("time").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_AreHeaviestFirst_WithSignedWeightAndGain()
    {
        var panel = Render<PositionsPanel>(p => p.Add(c => c.Book, State.Positions));

        var rows = panel.FindAll("tbody tr");
        Assert.Equal(State.Positions.Length, rows.Count);
        Assert.Contains("MSFT", rows[0].TextContent, StringComparison.Ordinal);
        var short1 = rows.Single(r => r.TextContent.Contains("PFE", StringComparison.Ordinal));
        Assert.Contains("−2,100", short1.TextContent, StringComparison.Ordinal);
        Assert.Contains("−5.42%", short1.TextContent, StringComparison.Ordinal);
        Assert.NotNull(short1.QuerySelector(".short"));
        Assert.Contains("+$609", short1.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Cycle_ShowsEachPhase_DoneRunningAndToCome()
    {
        var panel = Render<CyclePanel>(p => p.Add(c => c.Progress, CycleProgress.Of(State)));

        var rows = panel.FindAll("li");
        Assert.Equal(Phases.All.Count, rows.Count);
        AssertTexts(["done", "running", "tocome"], rows.Select(r => r.ClassName).Distinct(StringComparer.Ordinal));
        Assert.Contains("119 ms", panel.Find("[data-phase=features]").TextContent, StringComparison.Ordinal);
        Assert.Contains("7 clamps", panel.Find("[data-phase=risk]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Cycle_FromBeforeTheStart_IsShownFromItsStoredTimings()
    {
        var past = State.Cycles[1];
        var progress = CycleProgress.Of(State with { Cycles = [past], Phases = [] })!;

        Assert.Equal(PhaseStep.Done, progress.Phases.Single(p => p.Phase == Phases.Data).Step);
        Assert.Equal(PhaseStep.NotRun, progress.Phases.Single(p => p.Phase == Phases.Debate).Step);
        Assert.Equal(40.3 + 121.9 + 4510, progress.TotalMilliseconds, 6);
    }

    [Fact]
    public void Strategies_SayWhyTheyAbstain()
    {
        var panel = Render<StrategiesPanel>(p => p.Add(c => c.Roster, State.Strategies));

        Assert.Contains("Time series momentum", panel.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Abstains: fewer than 8 bars since the open", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Debate_ShowsEveryPartOfTheScore_BestFirst()
    {
        var panel = Render<DebatePanel>(p => p.Add(c => c.Debate, State.Debate));

        var cells = panel.FindAll("tbody tr")[0].QuerySelectorAll("td").Select(c => c.TextContent);
        AssertTexts(["Time series momentum", "0.74", "0.88", "0.52", "0.70", "0.61", "0.66", "0.020", "0.73"], cells);
    }

    [Fact]
    public void Transcript_ShowsEachArgument_AndStrikesTheFalseClaim()
    {
        var panel = Render<TranscriptPanel>(p => p.Add(c => c.Debate, State.Debate));

        Assert.Contains(
            "for 0.42, against 0.30: 0.71 → 0.73",
            string.Join(
                ' ',
                panel.Find("summary").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Against, by Long/short mean reversion",
            panel.Find("li.against").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "✓ strength of the trend = 0.71",
            panel.Find("li.for .claim.holds").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "✗ mean RSI = 81.0",
            panel.Find("li.against .claim.struck").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the features say 66.40",
            panel.Find(".claim.struck").GetAttribute("title"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Transcript_OfAFastDebate_SaysThatNobodyArgued()
    {
        var panel = Render<TranscriptPanel>(p => p.Add(c => c.Debate, State.Debate! with { Arguments = [] }));

        Assert.Contains("Nobody argued", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void DrawdownMeter_StandsAtTheFundsOwnRungs()
    {
        var panel = Render<DrawdownMeter>(p => p.Add(c => c.Drawdown, 0.03).Add(c => c.Bands, new(0.025, 0.04, 0.05)));

        AssertTexts(["2.5%", "4%", "5%"], panel.FindAll(".mark").Select(m => m.TextContent));
        Assert.NotNull(panel.Find(".fill.warn"));
    }

    [Fact]
    public void Limits_ShowUseAndHeadroom_NearlyUsedUpInAmber()
    {
        var panel = Render<LimitsPanel>(p => p.Add(c => c.Risk, State.Risk));

        var sector = panel.FindAll("tbody tr")[1];
        AssertTexts(["Largest sector", "28.7%", "", "30.0%", "1.3%"], sector.Children.Select(c => c.TextContent));
        Assert.NotNull(sector.QuerySelector(".track.warn"));
    }

    [Theory]
    [InlineData(0.1349, Tone.Plain)]
    [InlineData(0.135, Tone.Warn)]
    [InlineData(0.15, Tone.Warn)]
    [InlineData(0.1501, Tone.Bad)]
    public void Limit_IsAmberFromNineTenthsOn_AndRedBeyond(double use, Tone tone) =>
        Assert.Equal(tone, LimitText.ToneOf(new LimitView("x", "fraction", 0.15, use, 0.15 - use)));

    [Fact]
    public void Orders_ShowFilledOfQuantity_AndEstimateAgainstActual()
    {
        var panel = Render<OrdersPanel>(p => p.Add(c => c.Orders, State.Orders).Add(c => c.Clock, SampleFund.Clock));

        var cells = panel.FindAll("tbody tr")[3].Children.Select(c => c.TextContent);
        AssertTexts(["11:18:40", "Sell PYPL", "410 / 410", "$85.25", "$85.31", "$8.15", "−$2.05", "Filled"], cells);
        Assert.Equal("Not shortable today", panel.FindAll(".chip.bad").Single().GetAttribute("title"));
    }

    [Fact]
    public void Fills_ShowWhatWasPaid()
    {
        var panel = Render<FillsPanel>(p => p.Add(c => c.Fills, State.Fills).Add(c => c.Clock, SampleFund.Clock));

        // 118 shares at 365.98 = 43,185.64
        Assert.Contains("$43,186", panel.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_ShowAgeHealthAndError_AndMissingIsNoZero()
    {
        var panel = Render<SourcesPanel>(p => p.Add(c => c.Sources, State.Sources));

        var news = panel.FindAll("tbody tr")[4];
        Assert.Contains("No answer within 10 s", news.TextContent, StringComparison.Ordinal);
        AssertTexts(["Stale", "3 h", "12"], news.Children.Skip(1).Select(c => c.TextContent));
        Assert.Equal("–", panel.FindAll("tbody tr")[7].Children[2].TextContent);
    }

    [Fact]
    public void Alarms_ShowTheNewestFirst()
    {
        var panel = Render<AlarmsPanel>(p => p.Add(c => c.Alarms, State.Alarms));

        Assert.Equal("Order for GME not permitted", panel.FindAll("li strong")[0].TextContent);
    }

    [Fact]
    public void Cycles_ShowStatusTradesAndTime()
    {
        var panel = Render<CyclesPanel>(p => p.Add(c => c.Cycles, State.Cycles));

        AssertTexts(
            ["Tue 6 Jan, 11:00", "Completed", "14", "4.7 s"],
            panel.FindAll("tbody tr")[1].Children.Select(c => c.TextContent)
        );
    }

    [Fact]
    public void EmptyPanels_SayItInWords()
    {
        Assert.Contains(
            "all of it is cash",
            Render<PositionsPanel>(p => p.Add(c => c.Book, [])).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No order has been sent",
            Render<OrdersPanel>(p => p.Add(c => c.Orders, [])).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing has been bought",
            Render<FillsPanel>(p => p.Add(c => c.Fills, [])).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No cycle has run",
            Render<CyclePanel>(p => p.Add(c => c.Progress, null)).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No debate",
            Render<DebatePanel>(p => p.Add(c => c.Debate, null)).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Not measured",
            Render<LimitsPanel>(p => p.Add(c => c.Risk, null)).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No vote",
            Render<StrategiesPanel>(p => p.Add(c => c.Roster, [])).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing to report",
            Render<AlarmsPanel>(p => p.Add(c => c.Alarms, [])).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No source",
            Render<SourcesPanel>(p => p.Add(c => c.Sources, Array.Empty<SourceStatus>())).Markup,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0.0499, Tone.Plain)]
    [InlineData(0.05, Tone.Warn)]
    [InlineData(0.0799, Tone.Warn)]
    [InlineData(0.08, Tone.Bad)]
    public void Drawdown_IsAmberFromFivePercent_AndRedFromEight(double drawdown, Tone tone) =>
        Assert.Equal(tone, FundFigures.Drawdown(SampleFund.Fund() with { Drawdown = drawdown }, null, null).Tone);

    [Fact]
    public void Drawdown_AfterAResume_SaysSinceWhen_AndNamesTheOldHigh()
    {
        var anew = new MarkReset(SampleFund.Clock.AddHours(-1), 1_060_000m, 990_000m);

        var note = FundFigures.Drawdown(SampleFund.Fund(), State.Risk, anew).Note;

        Assert.Equal(
            "Below the highest equity, $1,025,346.10, since trading was resumed on Tue 6 Jan, 10:20; the high before was $1,060,000.00",
            note
        );
    }

    [Fact]
    public void Fills_ThatAreEqualInAll_AreTwoRows() =>
        Assert.Equal(
            2,
            Render<FillsPanel>(p => p.Add(c => c.Fills, [State.Fills[0], State.Fills[0]])).FindAll("tbody tr").Count
        );

    [Theory]
    [InlineData(0.1501, 0.15, "breached by 0.0%")]
    [InlineData(0.18, 0.15, "breached by 3.0%")]
    [InlineData(0.02, 0, "breached by 2.0%")]
    [InlineData(0.12, 0.15, "3.0%")]
    [InlineData(0, 0, "0.0%")]
    public void Limit_ThatIsBreached_SaysSo(double use, double limit, string left)
    {
        var view = new LimitView("gross", "fraction", limit, use, limit - use);

        Assert.Equal(left, LimitText.Left(view));
        Assert.Equal(left.StartsWith("breached", StringComparison.Ordinal), LimitText.ToneOf(view) == Tone.Bad);
    }

    [Fact]
    public void Weights_ThatDontSumToOne_SayWhereTheRestIs()
    {
        StrategyView[] roster = [.. State.Strategies.Select(s => s with { Weight = s.Weight / 2 })];

        var rest = Render<StrategiesPanel>(p => p.Add(c => c.Roster, roster)).Find("tr.rest");

        // 38% + 34% + 28% halved leaves 50%.
        Assert.Contains("50.0%", rest.TextContent, StringComparison.Ordinal);
        Assert.Contains("abstain", rest.TextContent, StringComparison.Ordinal);
        Assert.Empty(Render<StrategiesPanel>(p => p.Add(c => c.Roster, State.Strategies)).FindAll("tr.rest"));
    }

    [Fact]
    public void Learned_IsTheSameNumberOnBothPages()
    {
        var learning = State.Learning! with
        {
            Strategies = [.. State.Learning!.Strategies.Select(r => r with { LearnedWeight = 0.0588 })],
        };

        var overview = Render<StrategiesPanel>(p =>
            p.Add(c => c.Roster, State.Strategies).Add(c => c.Learning, learning)
        );
        var page = Render<RosterPanel>(p =>
            p.Add(c => c.Records, learning.Strategies).Add(c => c.Roster, State.Strategies)
        );

        Assert.Equal("5.9%", overview.FindAll("tbody tr")[0].Children[3].TextContent);
        Assert.Equal("5.9%", page.FindAll("tbody tr")[0].Children[2].TextContent);
    }

    [Theory]
    [InlineData(0, "–")]
    [InlineData(19, "too early")]
    [InlineData(20, "1.42")]
    public void Ratio_NeedsTwentyObservations(int observations, string shown) =>
        Assert.Equal(shown, Fractions.From(observations, "1.42"));

    [Fact]
    public void Leverage_IsGrossOverEquity_AndLongExposureIsCalledThat()
    {
        var note = FundFigures
            .Exposure(SampleFund.Fund() with { GrossExposure = 1.30, NetExposure = 0.40, Leverage = 1.30 })
            .Note;

        Assert.Contains("long exposure 85.0%", note, StringComparison.Ordinal);
        Assert.Contains("leverage (gross over equity) 1.30×", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.005)]
    [InlineData(0.0123, 0.0175)]
    [InlineData(0.0299, 0.0375)]
    [InlineData(0.03, 0.06)]
    [InlineData(0.06, 0.12)]
    public void DrawdownAxis_FollowsTheData_WithTheNextStepWhenNear(double deepest, double floor) =>
        Assert.Equal(floor, DrawdownBands.Default.AxisOf(deepest), 9);

    [Fact]
    public void DayPnl_IsAlsoAShareOfTheDaysBeginning()
    {
        // Began at 1,000,000: +5,000 is +0.50%.
        var figure = FundFigures.DayPnl(SampleFund.Fund() with { Equity = 1_005_000m, DayPnl = 5_000m });

        Assert.Equal("+$5,000.00", figure.Value);
        Assert.StartsWith("+0.50% since", figure.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void EquityPanel_DrawsTheBands_AndTellsTheCurveInWords()
    {
        var panel = Render<EquityPanel>(p => p.Add(c => c.Curve, State.Equity));

        var drawdown = panel.FindComponents<ApexChart>()[1].Instance;
        Assert.Empty(drawdown.Options.Annotations);
        Assert.Contains(
            "to $1,012,734 on Tue 6 Jan 2026, 11:20",
            panel.FindAll("figure")[0].GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
    }
}
