namespace QuantFund.Core.Strategies;

/// <summary>Why a strategy says nothing of a symbol.</summary>
public enum Abstention
{
    /// <summary>It does say something.</summary>
    None,

    /// <summary>The rule was asked and found nothing to do.</summary>
    NoSignal,

    /// <summary>A rule ended an opinion that was held.</summary>
    RuleEnded,
    NotEnoughHistory,

    /// <summary>It did not trade in the last completed session.</summary>
    NoRecentBar,

    /// <summary>Its price did not move over the time that the rule looks at.</summary>
    FlatPrice,

    /// <summary>It has not traded today, or not for half an hour.</summary>
    QuietToday,

    /// <summary>It did not trade at this time of day in the sessions before.</summary>
    NoUsualVolume,

    /// <summary>It did not trade in the first half hour.</summary>
    NoOpeningRange,

    /// <summary>What it is compared with is not known.</summary>
    NoBenchmark,

    /// <summary>Its ratios are not known.</summary>
    FundamentalsMissing,
    FeatureMissing,
    SourceStale,
    SessionTooYoung,
    SessionOver,
    NotShortable,
    OutOfScope,
    NewsExplainsMove,

    /// <summary>No article of the last days names it.</summary>
    NoNews,

    /// <summary>Too few articles to trust what they say.</summary>
    NewsTooThin,

    /// <summary>The news points the other way.</summary>
    NewsAgainst,

    /// <summary>The price has run too far already for its direction.</summary>
    Overextended,
    TooFewNames,

    /// <summary>Its sector neither leads nor lags.</summary>
    SectorInTheMiddle,

    /// <summary>Others trade more.</summary>
    LessLiquid,

    /// <summary>What it did beyond market and sector does not come back in time.</summary>
    NoReversion,

    /// <summary>Nothing is sold short at all.</summary>
    ShortingOff,
    StrategyDisabled,

    /// <summary>What it would earn in a year has no source.</summary>
    CarryUnknown,

    /// <summary>Its price jumped as at an unadjusted split or a bad tick, and nobody has explained it.</summary>
    PriceInDoubt,
}

public static class Abstentions
{
    /// <summary>The reason as an operator reads it.</summary>
    public static string Sentence(this Abstention reason) =>
        reason switch
        {
            Abstention.None => "",
            Abstention.NoSignal => "Its rule finds no signal.",
            Abstention.RuleEnded => "Its rule has ended the opinion.",
            Abstention.NotEnoughHistory => "Its price history is too short.",
            Abstention.NoRecentBar => "It did not trade in the last completed session.",
            Abstention.FlatPrice =>
                "Its price has not moved, and a price that stands still has no scale to be measured by.",
            Abstention.QuietToday => "It has not traded today, or not for half an hour.",
            Abstention.NoUsualVolume => "It had no volume at this time of day in the sessions before.",
            Abstention.NoOpeningRange => "It did not trade in the first half hour.",
            Abstention.NoBenchmark => "Neither its sector's fund nor SPY has a price to compare it with.",
            Abstention.FundamentalsMissing => "One of its ratios is not known, or older than 100 days.",
            Abstention.FeatureMissing => "A feature it needs is missing.",
            Abstention.SourceStale => "A source it needs is stale or missing.",
            Abstention.SessionTooYoung => "The session is too young.",
            Abstention.SessionOver => "Too late in the session for a new intraday position.",
            Abstention.NotShortable => "The share can't be borrowed easily.",
            Abstention.OutOfScope => "It does not trade this kind of instrument.",
            Abstention.NewsExplainsMove => "News explains the move.",
            Abstention.NoNews => "No article of the last seven days names it.",
            Abstention.NewsTooThin => "Too few articles name it to trust what they say.",
            Abstention.NewsAgainst => "The news points the other way.",
            Abstention.Overextended => "The price has run too far already.",
            Abstention.TooFewNames => "Too few names to compare.",
            Abstention.SectorInTheMiddle => "Its sector is neither among the three that lead nor the three that lag.",
            Abstention.LessLiquid => "It is not among the names that trade most.",
            Abstention.NoReversion => "What it did beyond market and sector does not come back within half its window.",
            Abstention.ShortingOff => "Selling short is switched off (Risk:EnableShorting).",
            Abstention.StrategyDisabled => "The strategy is disabled.",
            Abstention.CarryUnknown =>
                "Its carry is not known: no yield, distributions or spot price of it has a source.",
            Abstention.PriceInDoubt =>
                "Its price jumped as at an unadjusted split or a bad tick, and nothing explains it yet.",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown abstention."),
        };

    /// <summary>
    /// An opinion that is held lives on through its horizon when the rule merely sees no new signal, or cannot see; it ends
    /// when a rule says so.
    /// </summary>
    public static bool EndsOpinion(this Abstention reason) =>
        reason
            is Abstention.RuleEnded
                or Abstention.NewsExplainsMove
                or Abstention.NewsAgainst
                or Abstention.Overextended
                or Abstention.SessionOver
                or Abstention.NotShortable
                or Abstention.ShortingOff
                or Abstention.OutOfScope
                or Abstention.StrategyDisabled;
}
