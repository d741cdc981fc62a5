using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Strategies;

/// <summary>What silences a strategy as a whole before it looks at any symbol: hours and stale sources.</summary>
internal static class MaySpeak
{
    /// <summary>True when an intraday rule may speak; else the opinions say why not.</summary>
    public static bool Intraday(StrategyContext context, Opinions opinions)
    {
        var features = context.Features;
        if (SessionHours.Refusal(context.Session, features.AsOf) is { } refusal)
        {
            opinions.StaySilent(refusal);
            return false;
        }
        return Fresh(features.Gates.Intraday ?? features.Gates.Daily, opinions);
    }

    /// <summary>True when a rule over daily prices may speak; else the opinions say why not.</summary>
    public static bool Daily(StrategyContext context, Opinions opinions) =>
        Fresh(context.Features.Gates.Daily, opinions);

    /// <summary>True when a rule over news may speak; else the opinions say why not.</summary>
    public static bool News(StrategyContext context, Opinions opinions) => Fresh(context.Features.Gates.News, opinions);

    /// <summary>True for a share; any other row abstains as out of scope.</summary>
    public static bool IsShare(StrategyContext context, int row, Opinions opinions)
    {
        if (context.Features.Universe[row].Kind == InstrumentKind.Share)
            return true;
        opinions.Abstain(row, Abstention.OutOfScope);
        return false;
    }

    /// <summary>True for a fund that stands for a futures market; any other row abstains as out of scope.</summary>
    public static bool IsFuturesProxy(StrategyContext context, int row, Opinions opinions)
    {
        if (FuturesProxies.Of(context.Features.Universe[row].Symbol) is not null)
            return true;
        opinions.Abstain(row, Abstention.OutOfScope);
        return false;
    }

    private static bool Fresh(string? stale, Opinions opinions)
    {
        if (stale is null)
            return true;
        opinions.StaySilent(Abstention.SourceStale, stale);
        return false;
    }
}
