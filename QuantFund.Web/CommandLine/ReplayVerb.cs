using System.CommandLine;
using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.CommandLine;

public static class ReplayVerb
{
    public static Command Create(string[] hostArguments)
    {
        var cycle = new Argument<string>("cycleId") { Description = "The cycle, such as c20260105-0945." };
        var verb = new Command(
            "replay",
            "Runs a stored cycle again from its stored inputs and compares, whether the host is alive or dead. Ends with 1 when they differ."
        )
        {
            cycle,
        };
        verb.SetAction(
            (parsed, cancellation) => ReplayAsync(hostArguments, parsed.GetRequiredValue(cycle), cancellation)
        );
        return verb;
    }

    private static async Task<int> ReplayAsync(string[] hostArguments, string id, CancellationToken cancellation)
    {
        await using var store = await StoreHost.OpenFundAsync(hostArguments, cancellation);
        // Standard output is the report alone.
        await Console.Error.WriteLineAsync($"Fund: {store.Fund}.");
        var answer = await store.Services.GetRequiredService<CycleReplay>().RunAsync(new CycleId(id), cancellation);
        switch (answer)
        {
            case ReplayAnswer.Done done:
                Console.WriteLine(JsonSerializer.Serialize(done.Report, FundJson.Options));
                return done.Report.Equal ? ExitCode.Done : ExitCode.Failed;
            case ReplayAnswer.Impossible impossible:
                await Console.Error.WriteLineAsync(impossible.Reason);
                return ExitCode.Failed;
            default:
                await Console.Error.WriteLineAsync($"The store has no cycle '{id}'.");
                return ExitCode.Failed;
        }
    }
}
