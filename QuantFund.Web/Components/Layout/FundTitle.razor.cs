using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Events;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Layout;

/// <summary>The tab's title on every page: what asks for a person first, then the fund's state, then the page.</summary>
public sealed partial class FundTitle
{
    [Parameter, EditorRequired]
    public required string Page { get; set; }

    private string Text => Of(View.State, Page);

    public static string Of(FundState? state, string page) =>
        string.Join(
            " · ",
            (
                (string?[])
                    [
                        state?.Waiting is null ? null : "Plan waits",
                        state is null ? null : Words.Of(state.ShownState),
                        page,
                        "QuantFund",
                    ]
            ).Where(part => !string.IsNullOrEmpty(part))
        );
}
