using System.Text.Json;
using QuantFund.Core.Fund.Events;

namespace QuantFund.KillHost;

/// <summary>What goes to the process that watches this one: a word and one argument a line.</summary>
public static class Wire
{
    private static readonly Lock Turn = new();

    public static void Say(string word, string argument)
    {
        lock (Turn)
        {
            Console.Out.WriteLine($"{word} {argument}");
            Console.Out.Flush();
        }
    }

    public static void Say(IReadOnlyList<OrderLine> orders) =>
        Say("ORDERS", JsonSerializer.Serialize(orders, FundJson.Options));

    public static void Say(BookReport report) => Say("REPORT", JsonSerializer.Serialize(report, FundJson.Options));
}
