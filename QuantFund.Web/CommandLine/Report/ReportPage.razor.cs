using Microsoft.AspNetCore.Components;
using QuantFund.Core.Backtesting;

namespace QuantFund.Web.CommandLine.Report;

/// <summary>The report of a backtest as one page.</summary>
public sealed partial class ReportPage
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1b1f24;background:#fff}
        h1{font-size:1.4rem}
        h2{font-size:1.05rem;margin:2rem 0 .4rem}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        td,th{padding:.15rem 1.2rem .15rem 0;text-align:left;white-space:nowrap}
        .n td+td,.n th+th{text-align:right}
        .t td+td{white-space:normal}
        .s td{border-top:1px solid #8c959f;font-weight:600}
        .w{overflow-x:auto}
        ul{padding-left:1.2rem}
        svg{width:100%;height:auto}
        text{font-size:13px;fill:#57606a}
        .g{stroke:#d8dee4}
        .k{color:#57606a}
        @media(max-width:40rem){text{font-size:22px}
        td,th{padding-right:.6rem}
        @media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}
        .g{stroke:#30363d}
        text{fill:#9198a1}
        .k{color:#9198a1}
        """;

    [Parameter, EditorRequired]
    public required BacktestResult Result { get; set; }

    [Parameter, EditorRequired]
    public required BacktestReport Report { get; set; }

    private string Title => $"Backtest {ReportText.Date(Report.From)} to {ReportText.Date(Report.To)}";

    private IReadOnlyList<ReportLine> EquityLines()
    {
        var days = Result.Days;
        double[] equity = [.. days.Select(d => (double)d.Equity)];
        var fund = new ReportLine("Fund", "#0969da", equity);
        return Report.Benchmark is null
            ? [fund]
            :
            [
                fund,
                new(
                    "SPY, same start",
                    "#9a6700",
                    [.. days.Select(d => d.Benchmark!.Value / days[0].Benchmark!.Value * equity[0])]
                ),
            ];
    }

    private IReadOnlyList<ReportLine> ExposureLines() =>
        [
            new("Gross", "#8250df", [.. Result.Days.Select(d => d.Gross)]),
            new("Net", "#1a7f37", [.. Result.Days.Select(d => d.Net)]),
        ];

    private double[] RunningCosts()
    {
        var sum = 0.0;
        return [.. Result.Days.Select(d => sum += (double)(d.TradingCost + d.Fees))];
    }
}
