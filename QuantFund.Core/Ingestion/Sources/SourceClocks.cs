using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Ingestion.Sources;

/// <summary>What a source measures with: ages by market time and the calendar, patience by wall time.</summary>
internal sealed record SourceClocks(MarketTime Market, TimeProvider Wall, IMarketCalendar Calendar);
