using System.Globalization;
using System.Text;

namespace QuantFund.Core.Backtesting;

/// <summary>What came from which strategy and in which regime.</summary>
internal static class ReportTables
{
    public static void Strategies(StringBuilder page, BacktestReport report)
    {
        page.Append(
            "<h2>By strategy, dollars</h2><p class=\"k\">A position's P&amp;L goes to the strategies that wanted it on its side, by what each asked for when it was last traded; what a trade costs goes to those whose part of the position it changed.</p>"
        );
        page.Append(
            "<div class=\"w\"><table class=\"n\"><tr><th>Strategy</th><th>Net</th><th>Price P&amp;L</th><th>Trading cost</th><th>Fees</th><th>Borrow</th><th>Trades</th><th>Spoke in</th><th>Sharpe</th></tr>"
        );
        foreach (var s in report.Strategies.OrderByDescending(s => s.Net))
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{ReportText.Html(s.Strategy)}</td><td>{ReportText.Money(s.Net)}</td><td>{ReportText.Money(s.PricePnl)}</td><td>{ReportText.Money(-s.TradingCost)}</td><td>{ReportText.Money(-s.Fees)}</td><td>{ReportText.Money(-s.Borrow)}</td><td>{s.Trades:N0}</td><td>{s.Spoke:N0}</td><td>{ReportText.Number(s.Sharpe)}</td></tr>"
            );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<tr class=\"s\"><td>All</td><td>{ReportText.Money(report.Strategies.Sum(s => s.Net))}</td><td>{ReportText.Money(report.Strategies.Sum(s => s.PricePnl))}</td><td>{ReportText.Money(-report.Strategies.Sum(s => s.TradingCost))}</td><td>{ReportText.Money(-report.Strategies.Sum(s => s.Fees))}</td><td>{ReportText.Money(-report.Strategies.Sum(s => s.Borrow))}</td><td></td><td></td><td></td></tr></table></div>"
        );
    }

    public static void Shadows(StringBuilder page, BacktestReport report)
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
                $"<tr><td>{ReportText.Html(s.Strategy)}</td><td>{s.Opinions:N0}</td><td>{ReportText.Percent(s.HitRate)}</td><td>{ReportText.Number(s.MeanNetBps)}</td><td>{ReportText.Number(s.RankIc)}</td><td>{ReportText.Percent(s.Return)}</td><td>{ReportText.Number(s.Sharpe)}</td><td>{ReportText.Percent(s.MaxDrawdown)}</td></tr>"
            );
        page.Append("</table></div>");
    }

    public static void Regimes(StringBuilder page, BacktestReport report)
    {
        page.Append(
            "<h2>By regime of the decision, dollars</h2><div class=\"w\"><table class=\"n\"><tr><th>Volatility, trend</th><th>Sessions</th><th>Change of equity</th><th>Price P&amp;L</th><th>Costs</th><th>Borrow</th><th>Interest</th><th>Return</th><th>Sharpe</th></tr>"
        );
        foreach (var r in report.Regimes)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{ReportText.Html(r.Regime)}</td><td>{r.Sessions:N0}</td><td>{ReportText.Money(r.EquityChange)}</td><td>{ReportText.Money(r.PricePnl)}</td><td>{ReportText.Money(-r.Costs)}</td><td>{ReportText.Money(-r.Borrow)}</td><td>{ReportText.Money(r.Interest)}</td><td>{ReportText.Percent(r.Return)}</td><td>{ReportText.Number(r.Sharpe)}</td></tr>"
            );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<tr class=\"s\"><td>All</td><td>{report.Regimes.Sum(r => r.Sessions):N0}</td><td>{ReportText.Money(report.Regimes.Sum(r => r.EquityChange))}</td><td>{ReportText.Money(report.Regimes.Sum(r => r.PricePnl))}</td><td>{ReportText.Money(-report.Regimes.Sum(r => r.Costs))}</td><td>{ReportText.Money(-report.Regimes.Sum(r => r.Borrow))}</td><td>{ReportText.Money(report.Regimes.Sum(r => r.Interest))}</td><td></td><td></td></tr></table></div>"
        );
    }
}
