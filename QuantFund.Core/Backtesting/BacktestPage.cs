using System.Globalization;
using System.Text;

namespace QuantFund.Core.Backtesting;

/// <summary>The report as one page that needs nothing else: charts are inline SVG, nothing is loaded from anywhere.</summary>
public static class BacktestPage
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1b1f24;background:#fff}"
        + "h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .4rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
        + "td,th{padding:.15rem 1.2rem .15rem 0;text-align:left;white-space:nowrap}.n td+td,.n th+th{text-align:right}.t td+td{white-space:normal}"
        + ".s td{border-top:1px solid #8c959f;font-weight:600}.w{overflow-x:auto}ul{padding-left:1.2rem}"
        + "svg{width:100%;height:auto}text{font-size:13px;fill:#57606a}.g{stroke:#d8dee4}.k{color:#57606a}"
        + "@media(max-width:40rem){text{font-size:22px}td,th{padding-right:.6rem}}"
        + "@media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}.g{stroke:#30363d}text{fill:#9198a1}.k{color:#9198a1}}";

    public static string Of(BacktestResult result, BacktestReport report)
    {
        var days = result.Days;
        var page = new StringBuilder();
        page.Append(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<title>Backtest {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}</title><style>{Style}</style></head><body>"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h1>Backtest {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}</h1>"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"k\">{report.Sessions} sessions, {report.Capital.ToString("N0", CultureInfo.InvariantCulture)} dollars at the start. {(result.QuarterHours is null ? "Decided after each close, filled at the next open." : "Decided after each close, filled at the next open; in sessions with 15-minute bars also at each slot, filled at the next bar.")}</p>"
        );
        if (report.Ruined is { } ruined)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p><strong>Ruined on {ruined:yyyy-MM-dd}: no equity was left, and the run ended.</strong></p>"
            );
        ReportFigures.Add(page, report);
        var equity = days.Select(d => (double)d.Equity).ToArray();
        var lines = new List<(string, string, double[])> { ("Fund", "#0969da", equity) };
        if (report.Benchmark is not null)
            lines.Add(
                (
                    "SPY, same start",
                    "#9a6700",
                    [.. days.Select(d => d.Benchmark!.Value / days[0].Benchmark!.Value * equity[0])]
                )
            );
        ReportChart.Add(page, "Equity, dollars", days, "N0", lines);
        ReportChart.Add(page, "Drawdown", days, "P1", [("Drawdown", "#cf222e", [.. days.Select(d => -d.Drawdown)])]);
        ReportChart.Add(
            page,
            "Exposure, fraction of equity",
            days,
            "0.00",
            [("Gross", "#8250df", [.. days.Select(d => d.Gross)]), ("Net", "#1a7f37", [.. days.Select(d => d.Net)])]
        );
        ReportChart.Add(
            page,
            "Costs so far, dollars",
            days,
            "N0",
            [("Trading cost and fees", "#bc4c00", RunningCosts(days))]
        );
        ReportFigures.AddPeriods(page, report);
        ReportFigures.AddDrawdowns(page, report);
        ReportTables.Strategies(page, report);
        ReportTables.Shadows(page, report);
        ReportTables.Regimes(page, report);
        Assumptions(page, report);
        Notes(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static double[] RunningCosts(IReadOnlyList<BacktestDay> days)
    {
        var (sum, values) = (0.0, new double[days.Count]);
        for (var i = 0; i < values.Length; i++)
            values[i] = sum += (double)(days[i].TradingCost + days[i].Fees);
        return values;
    }

    private static void Assumptions(StringBuilder page, BacktestReport report)
    {
        page.Append("<h2>What is assumed</h2><ul>");
        foreach (var text in report.Assumptions)
            page.Append(CultureInfo.InvariantCulture, $"<li>{ReportText.Html(text)}</li>");
        page.Append("</ul>");
    }

    private static void Notes(StringBuilder page, BacktestReport report)
    {
        if (report.Notes.Count == 0)
            return;
        page.Append("<h2>What happened</h2><table class=\"t\">");
        foreach (var note in report.Notes)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{note.Date:yyyy-MM-dd}</td><td>{ReportText.Html(note.Text)}</td></tr>"
            );
        page.Append("</table>");
    }
}
