using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Costs;

/// <summary>Names a plan by its content: two plans share a hash exactly when they would send the same orders.</summary>
public static class PlanHash
{
    public static string Of(CycleId cycle, DateTimeOffset asOf, IEnumerable<PlannedTrade> trades)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{cycle}|{asOf.UtcTicks}");
        foreach (var t in trades)
            text.Append(
                CultureInfo.InvariantCulture,
                $"|{t.Symbol},{t.Side},{t.Quantity:0.####},{t.ReferencePrice:0.####}"
            );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
