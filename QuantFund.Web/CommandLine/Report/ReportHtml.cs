using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using QuantFund.Core.Backtesting;

namespace QuantFund.Web.CommandLine.Report;

/// <summary>Renders the report of a backtest to the text of one page.</summary>
public static class ReportHtml
{
    public static async Task<string> OfAsync(BacktestResult result, BacktestReport report)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ReportPage.Result)] = result,
                [nameof(ReportPage.Report)] = report,
            }
        );
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<ReportPage>(parameters)).ToHtmlString()
        );
    }
}
