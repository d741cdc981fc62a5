using Microsoft.AspNetCore.Components;

namespace QuantFund.Web.Components;

public sealed partial class Routes
{
    [Parameter]
    public bool Light { get; set; }
}

/// <summary>The colour scheme that the browser remembered.</summary>
public sealed record InitialTheme(bool Light);
