using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.Components.Layout.Acts;

/// <summary>Asks why and lifts the halt; the new state is pushed to every page.</summary>
public sealed partial class ResumeDialog
{
    private string reason = "";
    private bool busy;
    private string? trouble;

    [Inject]
    public required IFundCommands Commands { get; init; }

    [Inject]
    public required ILogger<ResumeDialog> Logger { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string By { get; set; }

    private async Task ResumeAsync()
    {
        if (busy || string.IsNullOrWhiteSpace(reason))
            return;
        busy = true;
        trouble = null;
        try
        {
            await Commands.ResumeAsync(reason.Trim(), By, CancellationToken.None);
            Dialog.Close();
        }
        catch (Exception e)
        {
            ScreenLog.ActFailed(Logger, "resume", e);
            trouble = $"Trading could not be resumed: {e.Message}";
        }
        finally
        {
            busy = false;
        }
    }
}
