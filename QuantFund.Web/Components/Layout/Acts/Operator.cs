using Microsoft.AspNetCore.Components.Authorization;

namespace QuantFund.Web.Components.Layout.Acts;

/// <summary>Who acts, as the journal names them.</summary>
public static class Operator
{
    public static async Task<string> NameAsync(Task<AuthenticationState>? authentication)
    {
        var name = authentication is null ? null : (await authentication).User.Identity?.Name;
        return string.IsNullOrWhiteSpace(name) ? "operator" : name;
    }
}
