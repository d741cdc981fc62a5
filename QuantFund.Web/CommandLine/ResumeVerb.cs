using System.CommandLine;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.CommandLine;

public static class ResumeVerb
{
    public static Command Create(string[] hostArguments)
    {
        var reason = Reason.Option("Why trading goes on.");
        var verb = new Command("resume", "Lifts a halt, whether the host is alive or dead.") { reason };
        verb.SetAction(
            (parsed, cancellation) => ResumeAsync(hostArguments, parsed.GetRequiredValue(reason), cancellation)
        );
        return verb;
    }

    private static async Task<int> ResumeAsync(string[] hostArguments, string reason, CancellationToken cancellation)
    {
        await using var store = await StoreHost.OpenFundAsync(hostArguments, cancellation);
        var state = await store
            .Services.GetRequiredService<IFundCommands>()
            .ResumeAsync(reason, Reason.CommandLine, cancellation);
        Console.WriteLine($"Trading state: {state.State}. {state.Reason}.");
        Console.WriteLine($"Fund: {store.Fund}.");
        return ExitCode.Done;
    }
}
