using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantFund.Core.Fund.Commands;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Layout.Acts;

/// <summary>Asks why, halts, and says how many orders left while it was being carried out.</summary>
public sealed partial class HaltDialog
{
    /// <summary>What the journal says where the person had no time for a reason.</summary>
    private const string NoReason = "No reason given";

    private string reason = "";
    private bool cancelOrders = true;
    private bool flatten;
    private bool busy;
    private string? trouble;
    private HaltReport? report;

    [Inject]
    public required IFundCommands Commands { get; init; }

    [Inject]
    public required ILogger<HaltDialog> Logger { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string By { get; set; }

    private static string OrdersLeft(int orders) =>
        orders == 0
            ? "No order left while it was being carried out."
            : $"{Words.Count(orders, "order", "orders")} left while it was being carried out.";

    private static string OpenOrders(int orders) =>
        orders == 0
            ? "No order is open at the broker."
            : $"{Words.Count(orders, "order is", "orders are")} still open at the broker.";

    private void Close() => Dialog.Close();

    private async Task HaltAsync()
    {
        if (busy)
            return;
        busy = true;
        trouble = null;
        try
        {
            // Not tied to this page: a halt is carried out whether or not someone still looks.
            report = await Commands.HaltAsync(
                new HaltRequest(
                    string.IsNullOrWhiteSpace(reason) ? NoReason : reason.Trim(),
                    By,
                    cancelOrders,
                    flatten
                ),
                CancellationToken.None
            );
        }
        catch (HaltNotStoredException e)
        {
            ScreenLog.ActFailed(Logger, "halt", e);
            trouble = e.Message;
        }
        catch (Exception e)
        {
            ScreenLog.ActFailed(Logger, "halt", e);
            trouble = $"The halt could not be confirmed: {e.Message} Try again, or run the command line's halt.";
        }
        finally
        {
            busy = false;
        }
    }
}
