using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The books of other weights beside the one that the verdict holds.</summary>
public sealed partial class CounterfactualsPanel
{
    private const string Own = "learning";

    [Parameter, EditorRequired]
    public required IReadOnlyList<CounterfactualView> Books { get; set; }

    private static string NameOf(string book) =>
        book switch
        {
            Own => "The verdict's weights",
            "equalWeights" => "Equal weights",
            "lastWeek" => "Last week's weights",
            "noLearning" => "The debate alone",
            _ => Words.Name(book),
        };
}
