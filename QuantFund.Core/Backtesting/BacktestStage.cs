using QuantFund.Core.Backtesting.Market;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// What a backtest plays on: the recorded market, the same made ready a moment ahead, its prices, and the desk that fills at
/// the next of them.
/// </summary>
internal sealed record BacktestStage(RecordedMarket Market, MarketAhead Ahead, BacktestTape Tape, NextOpenDesk Desk);
