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
    FeatureMissing,
    SourceStale,
    SessionTooYoung,
    SessionOver,
    NotShortable,
    OutOfScope,
    NewsExplainsMove,

    /// <summary>The news points the other way.</summary>
    NewsAgainst,

    /// <summary>The price has run too far already for its direction.</summary>
    Overextended,
    TooFewNames,
    StrategyDisabled,

    /// <summary>What it would earn in a year has no source.</summary>
    CarryUnknown,
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
            Abstention.NotEnoughHistory => "Its price history is too short, or its last bar too old.",
            Abstention.FeatureMissing => "A feature it needs is missing.",
            Abstention.SourceStale => "A source it needs is stale or missing.",
            Abstention.SessionTooYoung => "The session is too young.",
            Abstention.SessionOver => "Too late in the session for a new intraday position.",
            Abstention.NotShortable => "The share can't be borrowed easily.",
            Abstention.OutOfScope => "It does not trade this kind of instrument.",
            Abstention.NewsExplainsMove => "News explains the move.",
            Abstention.NewsAgainst => "The news points the other way.",
            Abstention.Overextended => "The price has run too far already.",
            Abstention.TooFewNames => "Too few names to compare.",
            Abstention.StrategyDisabled => "The strategy is disabled.",
            Abstention.CarryUnknown =>
                "Its carry is not known: no yield, distributions or spot price of it has a source.",
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
                or Abstention.OutOfScope
                or Abstention.StrategyDisabled;
}
