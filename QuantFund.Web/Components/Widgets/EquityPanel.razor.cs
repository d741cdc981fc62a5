using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.State;
using QuantFund.Web.Charts;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Equity over drawdown, on one time axis.</summary>
public sealed partial class EquityPanel
{
    private static readonly ApexChartOptions EquityOptions = new()
    {
        Group = "equity",
        Height = 230,
        ShowXaxisLabels = false,
        Yaxis = new Yaxis(ValueFormat.Usd),
    };

    /// <summary>Times under the curve; a narrow screen shows every second one.</summary>
    private const int TimeLabels = 5;

    private EquityCurve? drawn;
    private DrawdownBands shown = DrawdownBands.Default;
    private double floor;
    private string[] labels = [];

    [Parameter, EditorRequired]
    public required EquityCurve Curve { get; set; }

    [Parameter]
    public DrawdownBands Bands { get; set; } = DrawdownBands.Default;

    private ApexChartOptions DrawdownOptions { get; set; } = OptionsOf(DrawdownBands.Default, 0.01);

    private ApexPointSeries EquitySeries { get; set; } = null!;

    private ApexPointSeries DrawdownSeries { get; set; } = null!;

    private IEnumerable<string> TimeAxis =>
        Enumerable.Range(0, TimeLabels).Select(i => labels[i * (labels.Length - 1) / (TimeLabels - 1)]);

    private string EquityWords =>
        $"Equity from {Money.Whole(Curve.Points[0].Equity)} on {Times.Full(Curve.Points[0].Time)} "
        + $"to {Money.Whole(Curve.Points[^1].Equity)} on {Times.Full(Curve.Points[^1].Time)}; "
        + $"lowest {Money.Whole(Curve.Points.Min(p => p.Equity))}, highest {Money.Whole(Curve.Points.Max(p => p.Equity))}.";

    private string DrawdownWords =>
        $"Drawdown now {Fractions.Percent(Curve.Points[^1].Drawdown, 2)}, deepest "
        + $"{Fractions.Percent(Curve.Points.Max(p => p.Drawdown), 2)}; the ladder's steps are at {Bands.Words}.";

    protected override void OnParametersSet()
    {
        var deepest = Bands.AxisOf(Curve.Points.Select(p => p.Drawdown).DefaultIfEmpty(0).Max());
        if (Bands != shown || !deepest.Equals(floor))
            DrawdownOptions = OptionsOf(shown = Bands, floor = deepest);
        if (ReferenceEquals(drawn, Curve))
            return;
        drawn = Curve;
        labels = [.. Curve.Points.Select(p => Times.Day(p.Time))];
        EquitySeries = new(
            "Equity",
            SeriesType.Area,
            "--qf-accent",
            [.. Curve.Points.Select((p, i) => new ApexPoint(labels[i], decimal.ToDouble(p.Equity)))]
        );
        DrawdownSeries = new(
            "Drawdown",
            SeriesType.Area,
            "--qf-bad",
            [.. Curve.Points.Select((p, i) => new ApexPoint(labels[i], -Math.Round(p.Drawdown, 6)))]
        );
    }

    private static ApexChartOptions OptionsOf(DrawdownBands bands, double floor) =>
        new()
        {
            Group = "equity",
            Height = 150,
            ShowXaxisLabels = false,
            Yaxis = new Yaxis(ValueFormat.Percent, -floor, 0, TickAmount: 2),
            Annotations =
            [
                .. new AnnotationsYAxis[]
                {
                    new(
                        -bands.First,
                        -Math.Min(bands.Second, floor),
                        $"{Fractions.Step(bands.First)}%: new risk at three quarters",
                        "--qf-warn",
                        0.10
                    ),
                    new(
                        -bands.Second,
                        -Math.Min(bands.Third, floor),
                        $"{Fractions.Step(bands.Second)}%: gross cut by 30%, reductions only",
                        "--qf-warn",
                        0.22
                    ),
                    new(
                        -bands.Third,
                        -floor,
                        $"{Fractions.Step(bands.Third)}%: gross cut by half, then halted",
                        "--qf-bad",
                        0.26
                    ),
                }.Where(band => -band.Y < floor),
            ],
        };
}
