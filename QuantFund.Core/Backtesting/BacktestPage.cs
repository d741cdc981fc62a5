using System.Globalization;
using System.Net;
using System.Text;

namespace QuantFund.Core.Backtesting;

/// <summary>The report as one page that needs nothing else: charts are inline SVG, nothing is loaded from anywhere.</summary>
public static class BacktestPage
{
    private const double Width = 960;
    private const double Height = 240;
    private const double Left = 76;
    private const double Bottom = 22;

    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1b1f24;background:#fff}"
        + "h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .4rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
        + "td,th{padding:.15rem 1.2rem .15rem 0;text-align:left}td:nth-child(2),td:nth-child(3),th:nth-child(2),th:nth-child(3){text-align:right}"
        + "svg{width:100%;height:auto}text{font-size:11px;fill:#57606a}.g{stroke:#d8dee4}.k{color:#57606a}"
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
            $"<p class=\"k\">{report.Sessions} sessions, decided after each close, filled at the next open at the cost model's estimate. Prices are adjusted for splits and dividends. The past of today's names flatters: those that failed are missing.</p>"
        );
        Figures(page, report);
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
        Chart(page, "Equity, dollars", days, "N0", lines);
        Chart(page, "Drawdown", days, "P1", [("Drawdown", "#cf222e", [.. days.Select(d => -d.Drawdown)])]);
        Chart(
            page,
            "Exposure, fraction of equity",
            days,
            "0.00",
            [("Gross", "#8250df", [.. days.Select(d => d.Gross)]), ("Net", "#1a7f37", [.. days.Select(d => d.Net)])]
        );
        Chart(page, "Costs so far, dollars", days, "N0", [("Trading cost and fees", "#bc4c00", RunningCosts(days))]);
        Strategies(page, report);
        Notes(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Figures(StringBuilder page, BacktestReport r)
    {
        page.Append("<table><tr><th></th><th>Fund</th><th>SPY</th></tr>");
        Row("Total return", Percent(r.TotalReturn), Percent(r.Benchmark?.TotalReturn));
        Row("Return a year", Percent(r.AnnualReturn), Percent(r.Benchmark?.AnnualReturn));
        Row("Volatility a year", Percent(r.Volatility), Percent(r.Benchmark?.Volatility));
        Row("Sharpe ratio", Number(r.Sharpe), Number(r.Benchmark?.Sharpe));
        Row("Correlation with SPY", Number(r.Benchmark?.Correlation), "");
        Row("Largest drawdown", Percent(r.MaxDrawdown), "");
        Row("Turnover a year", Number(r.Turnover), "");
        Row("Mean gross, mean net", $"{Percent(r.MeanGross)}, {Percent(r.MeanNet)}", "");
        Row("Trades", r.Trades.ToString("N0", CultureInfo.InvariantCulture), "");
        Row("Price P&L before costs", Money(r.Lines.PricePnl), "");
        Row("Spread, slippage, impact", Money(-r.Lines.TradingCost), "");
        Row("Fees", Money(-r.Lines.Fees), "");
        Row("Borrow", Money(-r.Lines.Borrow), "");
        Row("Interest on cash", Money(r.Lines.Interest), "");
        Row("Change of equity", Money(r.Lines.EquityChange), "");
        page.Append("</table>");

        void Row(string name, string fund, string market) =>
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Html(name)}</td><td>{fund}</td><td>{market}</td></tr>"
            );
    }

    private static void Chart(
        StringBuilder page,
        string title,
        IReadOnlyList<BacktestDay> days,
        string format,
        IReadOnlyList<(string Name, string Color, double[] Values)> lines
    )
    {
        var low = lines.Min(l => l.Values.Min());
        var high = lines.Max(l => l.Values.Max());
        if (high - low < 1e-9)
            (low, high) = (low - 1, high + 1);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h2>{Html(title)}</h2><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html(title)}\">"
        );
        for (var i = 0; i <= 4; i++)
        {
            var value = low + ((high - low) * i / 4);
            page.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"g\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value.ToString(format, CultureInfo.InvariantCulture)}</text>"
            );
        }
        for (var i = 1; i < days.Count; i++)
            if (days[i].Date.Year != days[i - 1].Date.Year)
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<line class=\"g\" x1=\"{X(i):0.#}\" x2=\"{X(i):0.#}\" y1=\"0\" y2=\"{Height - Bottom}\"/><text x=\"{X(i):0.#}\" y=\"{Height - 6}\">{days[i].Date.Year}</text>"
                );
        foreach (var (name, color, values) in lines)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\" points=\""
            );
            for (var i = 0; i < values.Length; i++)
                page.Append(CultureInfo.InvariantCulture, $"{X(i):0.#},{Y(values[i]):0.#} ");
            page.Append(CultureInfo.InvariantCulture, $"\"><title>{Html(name)}</title></polyline>");
        }
        page.Append("</svg><p class=\"k\">");
        foreach (var (name, color, _) in lines)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<span style=\"color:{color}\">&#9644;</span> {Html(name)} &nbsp; "
            );
        page.Append("</p>");

        double X(int i) => Left + ((Width - Left) * i / (days.Count - 1));
        double Y(double value) => 8 + ((Height - Bottom - 16) * (high - value) / (high - low));
    }

    private static double[] RunningCosts(IReadOnlyList<BacktestDay> days)
    {
        var (sum, values) = (0.0, new double[days.Count]);
        for (var i = 0; i < values.Length; i++)
            values[i] = sum += (double)(days[i].TradingCost + days[i].Fees);
        return values;
    }

    private static void Strategies(StringBuilder page, BacktestReport report)
    {
        page.Append("<h2>Trades by the strategies that wanted them</h2><table>");
        foreach (var (name, count) in report.TradesByStrategy)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html(name)}</td><td>{count:N0}</td></tr>");
        page.Append("</table>");
    }

    private static void Notes(StringBuilder page, BacktestReport report)
    {
        if (report.Notes.Count == 0)
            return;
        page.Append("<h2>What happened</h2><table>");
        foreach (var note in report.Notes)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{note.Date:yyyy-MM-dd}</td><td style=\"text-align:left\">{Html(note.Text)}</td></tr>"
            );
        page.Append("</table>");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Percent(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("P2", CultureInfo.InvariantCulture) : "–";

    private static string Number(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    private static string Money(double value) => value.ToString("N2", CultureInfo.InvariantCulture);
}
