using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Commands;

/// <summary>Opens a flattening: the engine's steps close the book, from a halt that stands too, and it ends halted.</summary>
public sealed class Flattening(
    ITradingStateStore states,
    IOrderStore orders,
    ExecutionOptions options,
    MarketTime market,
    TimeProvider wall
)
{
    /// <summary>Null when the store did not take it in time: what can't be refused then is that trading stops.</summary>
    public async Task<HaltReport?> OpenAsync(HaltRequest request, CancellationToken cancellation)
    {
        var act = new ReduceOnlyAct(
            Halting.Mended(request.Reason),
            request.By,
            FlattenBy: market.Now + options.FlattenDeadline
        );
        try
        {
            var state = await states
                .FlattenAsync(act, cancellation)
                .WaitAsync(Halting.AnswerWithin, wall, cancellation);
            return new HaltReport(
                state.State,
                state.State == TradingState.Halted ? state.Since : null,
                0,
                (await orders.OpenAsync(cancellation)).Count,
                state.Reason
            );
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
