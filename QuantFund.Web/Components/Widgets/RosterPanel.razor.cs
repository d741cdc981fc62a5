using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Every strategy with its weights and its record, the heaviest first; by regime where it is opened.</summary>
public sealed partial class RosterPanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrackRecordView> Records { get; set; }

    /// <summary>Where the weights in the last vote come from.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<StrategyView> Roster { get; set; }

    /// <summary>The regime that the learned weights are of; null before the first.</summary>
    [Parameter]
    public string? Regime { get; set; }

    private string Hint =>
        "Weights, and the record so far. Opinions are judged once, at their horizon. "
        + (Regime is { } regime ? $"Learned weights are those for {RegimeOf(regime)}." : "");

    private IEnumerable<(TrackRecordView Record, double Weight)> Rows
    {
        get
        {
            var weights = Roster.ToDictionary(s => s.Id, s => s.Weight);
            return Records
                .Select(r => (Record: r, Weight: weights.GetValueOrDefault(r.Id, double.NaN)))
                .OrderByDescending(r => double.IsFinite(r.Weight) ? r.Weight : -1)
                .ThenBy(r => r.Record.Id.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>"normal-up" as words: volatility, then trend.</summary>
    private static string RegimeOf(string key) =>
        key.Split('-') is [var volatility, var trend]
            ? $"{volatility} volatility, {(trend == "neutral" ? "no trend" : $"trend {trend}")}"
            : key;

    private static string RecordOf(RegimeRecordView record) =>
        record.Opinions == 0
            ? $"no opinion has reached its horizon; {Fractions.Percent(record.Shadow.Equity - 1, 2, plus: true)} on paper in {Words.Count(record.Shadow.Days, "session", "sessions")}"
        : record.Opinions < Fractions.Enough
            ? $"{Words.Count(record.Opinions, "opinion", "opinions")}: too early to judge below {Fractions.Enough}"
        : $"{Words.Count(record.Opinions, "opinion", "opinions")}, {Fractions.Percent(record.HitRate)} right, "
            + $"rank IC {Fractions.Number(record.RankIc, 3)}, net {Fractions.Percent(record.MeanNetReturn, 3, plus: true)} each, "
            + $"profit factor {Fractions.Number(record.ProfitFactor)}, calibration {Fractions.Number(record.Calibration)}";

    private static Tone ToneOf(double change) =>
        change > 0 ? Tone.Good
        : change < 0 ? Tone.Bad
        : Tone.Plain;
}
