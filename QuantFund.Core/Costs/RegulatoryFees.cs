using QuantFund.Core.Domain;

namespace QuantFund.Core.Costs;

/// <summary>
/// What a broker passes on to the regulators, dollars: on sales the SEC's fee per dollar sold and FINRA's trading activity fee
/// per share with a cap per trade; on both sides the audit trail's fee per share. Rates are dated: <see cref="FeeSchedule"/>.
/// </summary>
public static class RegulatoryFees
{
    public static decimal Usd(DateOnly date, Side side, decimal quantity, decimal price)
    {
        var audit = FeeSchedule.On(FeeSchedule.AuditTrail, date).Rate * quantity;
        if (side == Side.Buy)
            return audit;
        var activity = FeeSchedule.On(FeeSchedule.TradingActivity, date);
        return audit
            + (FeeSchedule.On(FeeSchedule.Section31, date).Rate * quantity * price)
            + Math.Min(activity.Most ?? decimal.MaxValue, activity.Rate * quantity);
    }
}
