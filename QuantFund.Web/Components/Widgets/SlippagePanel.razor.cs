using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>What was assumed of slippage, and what the fills taught.</summary>
public sealed partial class SlippagePanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<SlippageView> Classes { get; set; }
}
