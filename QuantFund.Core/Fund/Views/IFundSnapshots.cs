using QuantFund.Core.Fund.Events;

namespace QuantFund.Core.Fund.Views;

/// <summary>
/// What the stores know of the fund at one sequence n. Rows may be newer than n, never older: facts are absolute, so
/// applying the events after n again ends in the same state. Parts that only ticks carry are empty.
/// </summary>
public interface IFundSnapshots
{
    Task<FundState> TakeAsync(CancellationToken cancellation);
}
