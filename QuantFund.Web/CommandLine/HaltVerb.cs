using System.CommandLine;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.CommandLine;

public static class HaltVerb
{
    public static Command Create(string[] hostArguments)
    {
        var reason = Reason.Option("Why trading stops.", mended: true);
        var verb = new Command("halt", "Stops trading, whether the host is alive or dead; only a resume lifts it.")
        {
            reason,
        };
        verb.SetAction(
            (parsed, cancellation) => HaltAsync(hostArguments, parsed.GetRequiredValue(reason), cancellation)
        );
        return verb;
    }

    private static async Task<int> HaltAsync(string[] hostArguments, string reason, CancellationToken cancellation)
    {
        await using var store = await StoreHost.OpenFundAsync(hostArguments, cancellation, stops: true);
        var done = await store
            .Services.GetRequiredService<IFundCommands>()
            .HaltAsync(new HaltRequest(reason, Reason.CommandLine, CancelOrders: false, Flatten: false), cancellation);
        Console.WriteLine(
            $"Halted since {done.HaltedAt?.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z market time: {done.Reason}. "
                + $"Orders that left while halting: {done.OrdersLeftAfterRequest}. Open orders: {done.OpenOrders}."
        );
        Console.WriteLine($"Fund: {store.Fund}.");
        return ExitCode.Done;
    }
}
