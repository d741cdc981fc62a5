using Microsoft.AspNetCore.Components;

namespace QuantFund.Web.Components.Pages;

/// <summary>Explains the one-time link. Plain HTML: the link itself sets the cookie.</summary>
public sealed partial class SignIn
{
    /// <summary>Set when a link was tried and not taken.</summary>
    [SupplyParameterFromQuery]
    public string? Failed { get; set; }
}
