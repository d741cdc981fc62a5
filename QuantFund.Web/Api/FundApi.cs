using System.Security.Claims;
using QuantFund.Web.Api.Protocol;

namespace QuantFund.Web.Api;

/// <summary>The scripts' interface, version 1.</summary>
public static class FundApi
{
    public const string Root = "/api/v1";

    public static void MapFundApi(this IEndpointRouteBuilder routes)
    {
        var api = routes
            .MapGroup(Root)
            .AddEndpointFilterFactory(RequestChecks.Create)
            .AddEndpointFilter<Idempotency>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapFund();
        api.MapPositions();
        api.MapEquity();
        api.MapOrders();
        api.MapCycles();
        api.MapReplay();
        api.MapWhy();
        api.MapLearning();
        api.MapStrategies();
        api.MapRisk();
        api.MapSources();
        api.MapTrading();
        api.MapAudit();
        api.MapKeys();
    }

    /// <summary>Who a command is journalled under.</summary>
    internal static string CallerName(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier)
        ?? throw new InvalidOperationException("A caller without a name passed authorization.");
}
