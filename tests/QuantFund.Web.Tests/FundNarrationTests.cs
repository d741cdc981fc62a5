using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Screen;
using Xunit;

namespace QuantFund.Web.Tests;

public sealed class FundNarrationTests
{
    private static readonly CycleView Done = SampleFund.State().Cycles[1];

    [Fact]
    public void CycleThatEnds_IsOneLine() =>
        Assert.Equal("Cycle of Tue 6 Jan, 11:00: completed, 14 trades, 4.7 s", Line(new FundFact.CycleChanged(Done)));

    [Fact]
    public void CycleThatRuns_IsNoLine() =>
        Assert.Null(Line(new FundFact.CycleChanged(Done with { FinishedAt = null, Status = CycleStatus.Running })));

    [Fact]
    public void Halt_AndResume_AreALineEach_WithWhoAndWhy()
    {
        Assert.Equal(
            "Alarm (Critical): Trading halted. anna: Odd quotes",
            Line(State(TradingState.Halted, "Odd quotes"))
        );
        Assert.Equal("Note: Orders are permitted again. anna: Checked", Line(State(TradingState.Active, "Checked")));
    }

    [Fact]
    public void TextFromOutside_StaysOnItsLine_AndSendsNoCommand() =>
        Assert.DoesNotContain(Line(State(TradingState.Halted, "a\nb\u001b[2J"))!, char.IsControl);

    private static FundFact.TradingStateChanged State(TradingState state, string reason) =>
        new(state, reason, "anna", SampleFund.Clock);

    private static string? Line(FundFact fact) => FundNarration.LineOf(fact.At(1, SampleFund.Clock));
}
