using QuantFund.Core.Domain;
using QuantFund.Core.Execution.PreTrade;

namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>The stored trading state: one row, none before the first contact with the broker.</summary>
internal sealed class TradingStateRow
{
    public const int Only = 1;

    public int Id { get; set; } = Only;
    public TradingState State { get; set; }
    public required string Reason { get; set; }
    public required string By { get; set; }
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset? Until { get; set; }
    public DateTimeOffset? FlattenBy { get; set; }

    public void Take(StoredTradingState state) =>
        (State, Reason, By, Since, Until, FlattenBy) = (
            state.State,
            state.Reason,
            state.By,
            state.Since,
            state.Until,
            state.FlattenBy
        );

    public StoredTradingState ToState() => new(State, Reason, By, Since, Until, FlattenBy);
}
