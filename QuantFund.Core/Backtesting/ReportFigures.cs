using System.Globalization;
using System.Text;
using QuantFund.Core.Backtesting.Figures;

namespace QuantFund.Core.Backtesting;

/// <summary>The page's figures of the whole run, of its months and years, and of its worst falls.</summary>
internal static class ReportFigures
{
    public static void Add(StringBuilder page, BacktestReport r)
    {
        page.Append("<div class=\"w\"><table class=\"n\"><tr><th></th><th>Fund</th><th>SPY</th></tr>");
        Row("Total return", ReportText.Percent(r.TotalReturn), ReportText.Percent(r.Benchmark?.TotalReturn));
        Row("Return a year", ReportText.Percent(r.AnnualReturn), ReportText.Percent(r.Benchmark?.AnnualReturn));
        Row("Volatility a year", ReportText.Percent(r.Volatility), ReportText.Percent(r.Benchmark?.Volatility));
        Row(
            "Return over the overnight rate, a year",
            ReportText.Percent(r.ExcessReturn),
            ReportText.Percent(r.Benchmark?.ExcessReturn)
        );
        Row("Sharpe ratio", ReportText.Number(r.Sharpe), ReportText.Number(r.Benchmark?.Sharpe));
        Row("Sharpe ratio, 90% interval", Interval(r.SharpeInterval), "");
        Row("Sortino ratio", ReportText.Number(r.Sortino), ReportText.Number(r.Benchmark?.Sortino));
        Row("Alpha against SPY, a year", ReportText.Percent(r.Market?.Alpha), "");
        Row($"t of alpha ({r.Market?.Errors ?? "none"})", ReportText.Number(r.Market?.AlphaT), "");
        Row("Beta against SPY", ReportText.Number(r.Market?.Beta), "");
        Row("Correlation with SPY", ReportText.Number(r.Benchmark?.Correlation), "");
        Row("Largest drawdown", ReportText.Percent(r.MaxDrawdown), ReportText.Percent(r.Benchmark?.MaxDrawdown));
        Row("Realised over forecast volatility", ReportText.Number(r.RealisedOverForecast), "");
        Row("Turnover a year", ReportText.Number(r.Turnover), "");
        Row("Mean gross exposure", ReportText.Percent(r.MeanGross), "");
        Row("Mean net exposure", ReportText.Percent(r.MeanNet), "");
        Row("Trades", r.Trades.ToString("N0", CultureInfo.InvariantCulture), "");
        Row("Price P&L before costs", ReportText.Money(r.Lines.PricePnl), "");
        Row("Spread, slippage, impact", ReportText.Money(-r.Lines.TradingCost), "");
        Row("Fees", ReportText.Money(-r.Lines.Fees), "");
        Row("Borrow", ReportText.Money(-r.Lines.Borrow), "");
        Row("Interest on cash", ReportText.Money(r.Lines.Interest), "");
        Row("Change of equity", ReportText.Money(r.Lines.EquityChange), "");
        page.Append("</table></div>");

        void Row(string name, string fund, string market) =>
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{ReportText.Html(name)}</td><td>{fund}</td><td>{market}</td></tr>"
            );
    }

    public static void AddPeriods(StringBuilder page, BacktestReport report)
    {
        page.Append(
            "<h2>By month and year</h2><div class=\"w\"><table class=\"n\"><tr><th></th><th>Sessions</th><th>Fund</th><th>SPY</th><th>Cash</th></tr>"
        );
        foreach (var year in report.Years)
        {
            foreach (var month in report.Months)
                if (month.Period.StartsWith(year.Period, StringComparison.Ordinal))
                    Row(month, "");
            Row(year, " class=\"s\"");
        }
        page.Append("</table></div>");

        void Row(PeriodReturns p, string style) =>
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr{style}><td>{p.Period}</td><td>{p.Sessions:N0}</td><td>{ReportText.Percent(p.Return)}</td><td>{ReportText.Percent(p.Market)}</td><td>{ReportText.Percent(p.Cash)}</td></tr>"
            );
    }

    public static void AddDrawdowns(StringBuilder page, BacktestReport report)
    {
        if (report.Drawdowns.Count == 0)
            return;
        page.Append(
            "<h2>Worst drawdowns</h2><div class=\"w\"><table class=\"n\"><tr><th>From</th><th>Depth</th><th>Lowest</th><th>Recovered</th><th>Sessions down</th><th>Sessions in all</th></tr>"
        );
        foreach (var d in report.Drawdowns)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{d.Peak:yyyy-MM-dd}</td><td>{ReportText.Percent(d.Depth)}</td><td>{d.Trough:yyyy-MM-dd}</td><td>{(d.Recovery is { } end ? end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "not yet")}</td><td>{d.SessionsDown:N0}</td><td>{d.Sessions:N0}</td></tr>"
            );
        page.Append("</table></div>");
    }

    private static string Interval(IntervalFigures? interval) =>
        interval is null ? "–" : $"{ReportText.Number(interval.Low)} to {ReportText.Number(interval.High)}";
}
