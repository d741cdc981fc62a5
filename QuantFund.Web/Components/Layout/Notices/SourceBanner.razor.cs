using Microsoft.AspNetCore.Components;
using QuantFund.Core.Domain;

namespace QuantFund.Web.Components.Layout.Notices;

/// <summary>Says at all times where prices and fills come from, and whether money is at stake.</summary>
public sealed partial class SourceBanner
{
    [Parameter, EditorRequired]
    public required MarketSource? Source { get; set; }

    private (string Title, string Words, string Css) Text =>
        Source switch
        {
            MarketSource.Simulated => (
                "Simulated market: prices are not real.",
                "A made-up market with made-up fills; no money is at stake.",
                "unreal"
            ),
            MarketSource.Replay => (
                "Replayed market: prices are from the past.",
                "Real history played again with simulated fills; no money is at stake.",
                "unreal"
            ),
            MarketSource.Paper => (
                "Paper trading: real prices, simulated fills.",
                "The broker's practice account; no money is at stake.",
                "paper"
            ),
            MarketSource.Live => ("Live trading: this is real money.", "Every fill moves the fund's own cash.", "live"),
            _ => ("Starting.", "No prices have come yet.", "paper"),
        };
}
