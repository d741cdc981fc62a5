using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Pipeline;

namespace QuantFund.Web.Components.Text;

/// <summary>How an item is coloured: by what it asks of the operator, not by taste.</summary>
public enum Tone
{
    Plain,
    Good,
    Busy,
    Warn,
    Bad,
}

/// <summary>States and labels in the operator's words.</summary>
public static class Words
{
    public static string Of(TradingState state) =>
        state switch
        {
            TradingState.Active => "Active",
            TradingState.ReduceOnly => "Reduce only",
            TradingState.Halted => "Halted",
            TradingState.Reconciling => "Reconciling",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    public static string Meaning(TradingState state) =>
        state switch
        {
            TradingState.Active => "Orders may be sent.",
            TradingState.ReduceOnly => "Only orders that make a position smaller may be sent.",
            TradingState.Halted => "No order leaves until a person resumes trading.",
            TradingState.Reconciling =>
                "Comparing the fund's book with the broker's; no order leaves until they agree.",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    public static Tone ToneOf(TradingState state) =>
        state switch
        {
            TradingState.Active => Tone.Good,
            TradingState.ReduceOnly => Tone.Warn,
            TradingState.Halted => Tone.Bad,
            _ => Tone.Busy,
        };

    public static string Meaning(FundMode? mode) =>
        mode switch
        {
            FundMode.Intraday => "Intraday strategies count.",
            FundMode.Position => "Position strategies count.",
            FundMode.Hybrid => "Intraday and position strategies both count.",
            _ => "Chosen by the first cycle.",
        };

    public static string Regime(RegimeView r) =>
        $"Trend {Lower(r.Trend)}, volatility {Lower(r.Volatility)}, risk {Lower(r.Risk)}";

    public static string Vix(RegimeView r) =>
        r.VixSource switch
        {
            VixSource.Missing => "VIX not known",
            VixSource.PreviousClose => $"VIX {Fractions.Number(r.Vix, 1)} (close of {r.VixDate:yyyy-MM-dd})",
            VixSource.Estimate => $"VIX {Fractions.Number(r.Vix, 1)} (estimated from VIXY)",
            VixSource.RealisedVolatility => $"VIX {Fractions.Number(r.Vix, 1)} (from SPY's realised volatility)",
            _ => $"VIX {Fractions.Number(r.Vix, 1)}",
        };

    public static string Of(CycleStatus status) =>
        status switch
        {
            CycleStatus.AwaitingApproval => "Awaits approval",
            _ => status.ToString(),
        };

    public static Tone ToneOf(CycleStatus status) =>
        status switch
        {
            CycleStatus.Completed => Tone.Good,
            CycleStatus.Running or CycleStatus.Executing => Tone.Busy,
            CycleStatus.AwaitingApproval or CycleStatus.Expired or CycleStatus.Rejected => Tone.Warn,
            CycleStatus.Failed => Tone.Bad,
            _ => Tone.Plain,
        };

    public static string Of(OrderStatus status) =>
        status == OrderStatus.PartiallyFilled ? "Partly filled" : status.ToString();

    public static Tone ToneOf(OrderStatus status) =>
        status switch
        {
            OrderStatus.Filled => Tone.Good,
            OrderStatus.Intended or OrderStatus.Submitted or OrderStatus.Accepted => Tone.Busy,
            OrderStatus.PartiallyFilled => Tone.Busy,
            OrderStatus.Rejected or OrderStatus.Unknown => Tone.Bad,
            _ => Tone.Plain,
        };

    public static Tone ToneOf(SourceHealth health) =>
        health switch
        {
            SourceHealth.Ok => Tone.Good,
            SourceHealth.Stale => Tone.Warn,
            SourceHealth.Failed => Tone.Bad,
            _ => Tone.Plain,
        };

    public static Tone ToneOf(AlarmLevel level) =>
        level switch
        {
            AlarmLevel.Critical => Tone.Bad,
            AlarmLevel.Warning => Tone.Warn,
            _ => Tone.Plain,
        };

    public static string Of(StrategyState state) =>
        state switch
        {
            StrategyState.Enabled => "Enabled",
            StrategyState.Shadow => "On paper only",
            StrategyState.Disabled => "Disabled",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    public static Tone ToneOf(StrategyState state) => state == StrategyState.Enabled ? Tone.Good : Tone.Plain;

    public static Tone ToneOf(decimal gain) =>
        gain switch
        {
            > 0m => Tone.Good,
            < 0m => Tone.Bad,
            _ => Tone.Plain,
        };

    /// <summary><c>time-series-momentum</c> as <c>Time series momentum</c>, <c>sectorGross</c> as <c>Sector gross</c>.</summary>
    public static string Name(string id)
    {
        var parts = string.Concat(id.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
        var words = string.Join(
            ' ',
            parts.Split(['-', '_', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Spelled)
        );
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>What a phase of the cycle does.</summary>
    public static string Phase(string phase) =>
        phase switch
        {
            Phases.Data => "Market data",
            Phases.Features => "Features",
            Phases.Regime => "Market regime",
            Phases.Strategies => "Strategies propose",
            Phases.Debate => "Debate",
            Phases.Ensemble => "Weighted vote",
            Phases.Risk => "Risk limits",
            Phases.Costs => "Cost filter",
            Phases.Approval => "Approval",
            Phases.Execution => "Execution",
            Phases.Learning => "Learning",
            _ => Name(phase),
        };

    public static string Count(int n, string one, string many) => n == 1 ? $"1 {one}" : $"{n:N0} {many}";

    /// <summary>A tone as a CSS class.</summary>
    public static string Css(this Tone tone) =>
        tone switch
        {
            Tone.Good => "good",
            Tone.Busy => "busy",
            Tone.Warn => "warn",
            Tone.Bad => "bad",
            _ => "plain",
        };

    private static string Spelled(string part) =>
        part switch
        {
            "vwap" or "vix" or "etf" or "pnl" => part.ToUpperInvariant(),
            "ls" => "long/short",
            "cs" => "cross section",
            "ts" => "time series",
            _ => part,
        };

    private static string Lower<T>(T label)
        where T : struct, Enum => label.ToString().ToLowerInvariant();
}
