using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace QuantFund.Web.Charts;

/// <summary>
/// A chart drawn by ApexCharts in the browser. Only the points that changed are sent; the drawing follows theme and width
/// by itself. <see cref="Description"/> says in words what the chart shows.
/// </summary>
public sealed partial class ApexChart : IAsyncDisposable
{
    private ElementReference canvas;
    private IJSObjectReference? module;
    private IJSObjectReference? chart;
    private IReadOnlyList<ApexPoint> sent = [];
    private ApexChartOptions? drawnWith;
    private bool disposed;

    [Inject]
    public required IJSRuntime Js { get; init; }

    [Parameter, EditorRequired]
    public required ApexPointSeries Series { get; set; }

    [Parameter, EditorRequired]
    public required ApexChartOptions Options { get; set; }

    [Parameter, EditorRequired]
    public required string Description { get; set; }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        try
        {
            if (chart is not null)
            {
                await chart.InvokeVoidAsync("dispose");
                await chart.DisposeAsync();
            }
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the chart with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
                await CreateAsync();
            else if (chart is not null)
                await SendAsync(chart);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone: there is nothing to draw on.
        }
    }

    private async Task CreateAsync()
    {
        module = await Js.InvokeAsync<IJSObjectReference>("import", "./Charts/ApexChart.razor.js");
        if (disposed)
            return;
        var points = Series.Points;
        sent = points;
        drawnWith = Options;
        chart = await module.InvokeAsync<IJSObjectReference>("create", canvas, Drawing(), points);
        await SendAsync(chart);
    }

    /// <summary>The options as the script reads them.</summary>
    private object Drawing() =>
        new
        {
            Options.Group,
            Options.Height,
            Options.ShowXaxisLabels,
            Yaxis = new
            {
                Format = Options.Yaxis.Format.ToString(),
                Options.Yaxis.Min,
                Options.Yaxis.Max,
                Options.Yaxis.TickAmount,
            },
            Options.Annotations,
            Series = new
            {
                Series.Name,
                Type = Series.Type.ToString(),
                Series.Color,
            },
        };

    private async Task SendAsync(IJSObjectReference drawn)
    {
        if (!ReferenceEquals(drawnWith, Options))
        {
            drawnWith = Options;
            await drawn.InvokeVoidAsync("reform", Drawing());
        }
        var points = Series.Points;
        if (PointChange.Between(sent, points) is not { } change)
            return;
        sent = points;
        await drawn.InvokeVoidAsync("splice", change.Start, change.Points);
    }
}
