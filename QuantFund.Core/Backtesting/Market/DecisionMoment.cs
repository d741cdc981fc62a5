using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>
/// One decision of a backtest. <paramref name="Session"/>: its session's index in the market's daily panel;
/// <paramref name="AfterClose"/>: the session is over, and what is decided is done in the next one.
/// </summary>
internal sealed record DecisionMoment(CycleId Cycle, DateTimeOffset AsOf, int Session, bool AfterClose);
