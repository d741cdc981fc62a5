using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation;

/// <summary>
/// What an exchange plays: a synthetic market or imported history. A tape knows its own future; whoever reads it for the
/// fund cuts the answer at the market's present. It is a pure function of its identity: asked again, also by another
/// process, it gives the same numbers. Safe to read from several threads.
/// </summary>
public interface IMarketTape
{
    /// <summary>Names the tape. An exchange refuses to go on over a store that another tape was played to.</summary>
    string Identity { get; }

    MarketSource Source { get; }

    /// <summary>The instruments of the tape, in symbol order: rows of every panel and of <see cref="SessionBars"/>.</summary>
    Universe Universe { get; }

    /// <summary>Sessions of the exchange. A tape may have bars for fewer of them; the others pass without a quote.</summary>
    IMarketCalendar Calendar { get; }

    /// <summary>The first session that is played: a fresh market starts at its open. History before it is on the tape too.</summary>
    Session First { get; }

    /// <summary>The last session that is played; market time stands still at its close.</summary>
    Session Last { get; }

    /// <summary>The bars of one session, of history or to be played. Columns of NaN for a session without any.</summary>
    SessionBars Bars(Session session);

    /// <summary>
    /// Daily bars of the last sessions up to and with <paramref name="through"/>, adjusted for splits and dividends, in the
    /// tape's universe. Fewer sessions when the tape starts later.
    /// </summary>
    DailyPanel Daily(DateOnly through, int sessions);

    /// <summary>VIX values known in (from, to], oldest first: closes, and where the tape has them values within the day.</summary>
    IReadOnlyList<VixClose> Vix(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Articles published in (from, to], oldest first; empty where the tape has none.</summary>
    IReadOnlyList<NewsArticle> News(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Macro values released by a moment, by series and period; empty where the tape has none.</summary>
    IReadOnlyList<MacroValue> Macro(DateTimeOffset releasedBy);

    /// <summary>What the broker says of one row's name on a date.</summary>
    Borrow BorrowOf(int symbol, DateOnly date);
}
