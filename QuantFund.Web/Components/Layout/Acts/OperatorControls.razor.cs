using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Components.Layout.Acts;

/// <summary>Halt and Resume, one click from every page. The state that follows is pushed; the dialogs say what was done.</summary>
public sealed partial class OperatorControls
{
    [Inject]
    public required IDialogService Dialogs { get; init; }

    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    [Parameter, EditorRequired]
    public required FundState? State { get; set; }

    private async Task HaltAsync() =>
        await Dialogs.ShowAsync<HaltDialog>(
            "Halt trading",
            new DialogParameters<HaltDialog> { { d => d.By, await Operator.NameAsync(Authentication) } }
        );

    private async Task ResumeAsync() =>
        await Dialogs.ShowAsync<ResumeDialog>(
            "Resume trading",
            new DialogParameters<ResumeDialog> { { d => d.By, await Operator.NameAsync(Authentication) } }
        );
}
