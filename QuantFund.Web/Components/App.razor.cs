using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace QuantFund.Web.Components;

public sealed partial class App
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Read on the server, so that the first picture has the right colours.</summary>
    private bool Light => string.Equals(Http.Request.Cookies["theme"], "light", StringComparison.Ordinal);

    /// <summary>Pages that must set a cookie, such as the sign-in, are plain HTML.</summary>
    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
