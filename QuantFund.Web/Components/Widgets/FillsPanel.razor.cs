using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

public sealed partial class FillsPanel
{
    private const int Shown = 60;

    [Parameter, EditorRequired]
    public required IReadOnlyList<FillView> Fills { get; set; }

    /// <summary>Market time now.</summary>
    [Parameter]
    public DateTimeOffset? Clock { get; set; }

    /// <summary>Newest first; fills that are equal in all are told apart by their number, counted from the oldest.</summary>
    private IEnumerable<(FillView Fill, int Nth)> Rows
    {
        get
        {
            var shown = Fills.Take(Shown).ToArray();
            var equal = new Dictionary<FillView, int>();
            var rows = new (FillView, int)[shown.Length];
            for (var i = shown.Length - 1; i >= 0; i--)
                rows[i] = (shown[i], equal[shown[i]] = equal.GetValueOrDefault(shown[i]) + 1);
            return rows;
        }
    }
}
