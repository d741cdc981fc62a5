using Microsoft.AspNetCore.Components;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Each data source with age, health and last error.</summary>
public sealed partial class SourcesPanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<SourceStatus> Sources { get; set; }
}
