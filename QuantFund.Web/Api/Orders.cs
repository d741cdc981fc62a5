using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;
using QuantFund.Web.Security.Traffic;

namespace QuantFund.Web.Api;

public static class Orders
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orders").WithTags("Orders");
        group
            .MapGet("", List)
            .WithSummary("Orders, newest first")
            .RequireAuthorization(Scopes.Read)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group
            .MapGet("/{clientOrderId}", One)
            .WithSummary("One order with its history and fills")
            .RequireAuthorization(Scopes.Read)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group
            .MapPost("/cancel-all", CancelAll)
            .WithSummary("Ask the broker to cancel every open order")
            .RequireAuthorization(Scopes.Trade)
            .WithMetadata(new RiskLowering())
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<Page<OrderView>>, ProblemHttpResult>> List(
        string? status,
        string? limit,
        string? cursor,
        IOrderStore store,
        CancellationToken cancellation
    )
    {
        var query = new Query();
        var statuses = query.OneOrMore<OrderStatus>("status", status);
        var most = query.Limit(limit);
        var after = query.Cursor(cursor);
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        var page = await store.PageAsync(statuses, most, after, cancellation);
        return TypedResults.Ok(new Page<OrderView>([.. page.Items.Select(OrderView.Of)], page.NextCursor));
    }

    private static async Task<Results<Ok<OrderDetail>, ProblemHttpResult>> One(
        string clientOrderId,
        IOrderStore store,
        CancellationToken cancellation
    )
    {
        var id = new ClientOrderId(clientOrderId);
        return await store.FindAsync(id, cancellation) is { } order
            ? TypedResults.Ok(
                OrderDetail.Of(
                    OrderView.Of(order),
                    await store.HistoryAsync(id, cancellation),
                    await store.ExecutionsAsync(id, cancellation)
                )
            )
            : Problems.UnknownId("order", clientOrderId);
    }

    private static async Task<Accepted<CancelsAsked>> CancelAll(
        Body<NoFields> body,
        ClaimsPrincipal user,
        IEngineCommands commands,
        CancellationToken cancellation
    ) =>
        TypedResults.Accepted(
            $"{FundApi.Root}/orders?status=accepted,partiallyFilled",
            new CancelsAsked(await commands.CancelAllAsync(user.CallerName(), cancellation))
        );
}

/// <summary>How many open orders the broker was asked to cancel; each is open until the broker says that it is not.</summary>
public sealed record CancelsAsked(int Requested);

/// <summary>An order, its states in time, and its fills.</summary>
public sealed record OrderDetail(
    ClientOrderId ClientOrderId,
    BrokerOrderId? BrokerOrderId,
    CycleId? CycleId,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    decimal Quantity,
    decimal FilledQuantity,
    decimal? AveragePrice,
    decimal? LimitPrice,
    OrderStatus Status,
    DateTimeOffset? SubmittedAt,
    decimal EstimatedCost,
    decimal? ActualCost,
    string? Reason,
    IReadOnlyList<OrderStep> History,
    IReadOnlyList<OrderExecution> Fills
)
{
    public static OrderDetail Of(OrderView o, IReadOnlyList<OrderStep> history, IReadOnlyList<OrderExecution> fills) =>
        new(
            o.ClientOrderId,
            o.BrokerOrderId,
            o.CycleId,
            o.Symbol,
            o.Side,
            o.Type,
            o.Quantity,
            o.FilledQuantity,
            o.AveragePrice,
            o.LimitPrice,
            o.Status,
            o.SubmittedAt,
            o.EstimatedCost,
            o.ActualCost,
            o.Reason,
            history,
            fills
        );
}
