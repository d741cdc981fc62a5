using System.Globalization;
using System.Net;
using System.Text;

namespace QuantFund.Core.Backtesting;

/// <summary>The report as one page that needs nothing else: charts are inline SVG, nothing is loaded from anywhere.</summary>
public static class BacktestPage
{
    private const double Width = 960;
    private const double Height = 300;
    private const double Left = 112;
    private const double Bottom = 30;
    private const int MostSessionsByMonth = 300;
    private const int MostDates = 14;

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
        Shadows(page, report);
        Regimes(page, report);
        Assumptions(page, report);
        Notes(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Figures(StringBuilder page, BacktestReport r)
    {
        page.Append("<div class=\"w\"><table class=\"n\"><tr><th></th><th>Fund</th><th>SPY</th></tr>");
        Row("Total return", Percent(r.TotalReturn), Percent(r.Benchmark?.TotalReturn));
        Row("Return a year", Percent(r.AnnualReturn), Percent(r.Benchmark?.AnnualReturn));
        Row("Volatility a year", Percent(r.Volatility), Percent(r.Benchmark?.Volatility));
        Row("Sharpe ratio", Number(r.Sharpe), Number(r.Benchmark?.Sharpe));
        Row("Correlation with SPY", Number(r.Benchmark?.Correlation), "");
        Row("Largest drawdown", Percent(r.MaxDrawdown), "");
        Row("Turnover a year", Number(r.Turnover), "");
        Row("Mean gross exposure", Percent(r.MeanGross), "");
        Row("Mean net exposure", Percent(r.MeanNet), "");
        Row("Trades", r.Trades.ToString("N0", CultureInfo.InvariantCulture), "");
        Row("Price P&L before costs", Money(r.Lines.PricePnl), "");
        Row("Spread, slippage, impact", Money(-r.Lines.TradingCost), "");
        Row("Fees", Money(-r.Lines.Fees), "");
        Row("Borrow", Money(-r.Lines.Borrow), "");
        Row("Interest on cash", Money(r.Lines.Interest), "");
        Row("Change of equity", Money(r.Lines.EquityChange), "");
        page.Append("</table></div>");

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
        var step = Step((high - low) / 4);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h2>{Html(title)}</h2><div class=\"w\"><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html(title)}\">"
        );
        for (var line = 0; line <= (int)Math.Round((high - low) / step); line++)
        {
            var value = low + (line * step);
            page.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"g\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value.ToString(format, CultureInfo.InvariantCulture)}</text>"
            );
        }
        foreach (var (i, label) in Dates(days))
            page.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"g\" x1=\"{X(i):0.#}\" x2=\"{X(i):0.#}\" y1=\"0\" y2=\"{Height - Bottom}\"/><text x=\"{X(i):0.#}\" y=\"{Height - 6}\">{label}</text>"
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
        page.Append("</svg></div><p class=\"k\">");
        foreach (var (name, color, _) in lines)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<span style=\"color:{color}\">&#9644;</span> {Html(name)} &nbsp; "
            );
        page.Append("</p>");

        double X(int i) => Left + ((Width - Left) * i / (days.Count - 1));
        double Y(double value) => 8 + ((Height - Bottom - 16) * (high - value) / (high - low));
    }

    /// <summary>The next of 1, 2, 2.5 and 5 times a power of ten.</summary>
    /// <summary>Where a year begins, or a month where there is hardly more than one year; none too near to the one before.</summary>
    private static IEnumerable<(int Day, string Label)> Dates(IReadOnlyList<BacktestDay> days)
    {
        var format = days.Count > MostSessionsByMonth ? "yyyy" : "MMM yyyy";
        var (last, before) = (int.MinValue / 2, "");
        for (var i = 0; i < days.Count; i++)
        {
            var label = days[i].Date.ToString(format, CultureInfo.InvariantCulture);
            if (!string.Equals(label, before, StringComparison.Ordinal) && i - last >= days.Count / MostDates)
            {
                last = i;
                yield return (i, label);
            }
            before = label;
        }
    }

    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (var multiple in (ReadOnlySpan<double>)[1, 2, 2.5, 5])
            if (multiple * power >= least)
                return multiple * power;
        return 10 * power;
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
        page.Append(
            "<h2>By strategy, dollars</h2><p class=\"k\">A position's P&amp;L goes to the strategies that wanted it on its side, by what each asked for when it was last traded; what a trade costs goes to those whose part of the position it changed.</p>"
        );
        page.Append(
            "<div class=\"w\"><table class=\"n\"><tr><th>Strategy</th><th>Net</th><th>Price P&amp;L</th><th>Trading cost</th><th>Fees</th><th>Borrow</th><th>Trades</th><th>Spoke in</th></tr>"
        );
        foreach (var s in report.Strategies.OrderByDescending(s => s.Net))
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Html(s.Strategy)}</td><td>{Money(s.Net)}</td><td>{Money(s.PricePnl)}</td><td>{Money(-s.TradingCost)}</td><td>{Money(-s.Fees)}</td><td>{Money(-s.Borrow)}</td><td>{s.Trades:N0}</td><td>{s.Spoke:N0}</td></tr>"
            );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<tr class=\"s\"><td>All</td><td>{Money(report.Strategies.Sum(s => s.Net))}</td><td>{Money(report.Strategies.Sum(s => s.PricePnl))}</td><td>{Money(-report.Strategies.Sum(s => s.TradingCost))}</td><td>{Money(-report.Strategies.Sum(s => s.Fees))}</td><td>{Money(-report.Strategies.Sum(s => s.Borrow))}</td><td></td><td></td></tr></table></div>"
        );
    }

    private static void Shadows(StringBuilder page, BacktestReport report)
    {
        if (report.Shadows is not { Count: > 0 } shadows)
            return;
        page.Append(
            "<h2>Shadow books</h2><p class=\"k\">Each strategy's proposals traded on paper with costs, as if it had all the capital: also those that the fund left alone because they would not earn their cost.</p>"
        );
        page.Append(
            "<div class=\"w\"><table class=\"n\"><tr><th>Strategy</th><th>Opinions</th><th>Right</th><th>Net, bps each</th><th>Rank IC</th><th>Book's return</th><th>Sharpe</th><th>Drawdown</th></tr>"
        );
        foreach (var s in shadows.OrderByDescending(s => s.Return))
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Html(s.Strategy)}</td><td>{s.Opinions:N0}</td><td>{Percent(s.HitRate)}</td><td>{Number(s.MeanNetBps)}</td><td>{Number(s.RankIc)}</td><td>{Percent(s.Return)}</td><td>{Number(s.Sharpe)}</td><td>{Percent(s.MaxDrawdown)}</td></tr>"
            );
        page.Append("</table></div>");
    }

    private static void Regimes(StringBuilder page, BacktestReport report)
    {
        page.Append(
            "<h2>By regime of the decision, dollars</h2><div class=\"w\"><table class=\"n\"><tr><th>Volatility, trend</th><th>Sessions</th><th>Change of equity</th><th>Price P&amp;L</th><th>Costs</th><th>Borrow</th><th>Interest</th></tr>"
        );
        foreach (var r in report.Regimes)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Html(r.Regime)}</td><td>{r.Sessions:N0}</td><td>{Money(r.EquityChange)}</td><td>{Money(r.PricePnl)}</td><td>{Money(-r.Costs)}</td><td>{Money(-r.Borrow)}</td><td>{Money(r.Interest)}</td></tr>"
            );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<tr class=\"s\"><td>All</td><td>{report.Regimes.Sum(r => r.Sessions):N0}</td><td>{Money(report.Regimes.Sum(r => r.EquityChange))}</td><td>{Money(report.Regimes.Sum(r => r.PricePnl))}</td><td>{Money(-report.Regimes.Sum(r => r.Costs))}</td><td>{Money(-report.Regimes.Sum(r => r.Borrow))}</td><td>{Money(report.Regimes.Sum(r => r.Interest))}</td></tr></table></div>"
        );
    }

    private static void Assumptions(StringBuilder page, BacktestReport report)
    {
        page.Append("<h2>What is assumed</h2><ul>");
        foreach (var text in report.Assumptions)
            page.Append(CultureInfo.InvariantCulture, $"<li>{Html(text)}</li>");
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
                $"<tr><td>{note.Date:yyyy-MM-dd}</td><td>{Html(note.Text)}</td></tr>"
            );
        page.Append("</table>");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Percent(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("P2", CultureInfo.InvariantCulture) : "–";

    private static string Number(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    // Adding zero takes the sign off a zero.
    private static string Money(double value) =>
        (Math.Round(value, 2) + 0.0).ToString("N2", CultureInfo.InvariantCulture);
}
