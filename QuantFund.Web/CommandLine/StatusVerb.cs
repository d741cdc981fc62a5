using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.CommandLine;

public static class StatusVerb
{
    public static Command Create(string[] hostArguments)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var verb = new Command("status", "Says how the fund stands by its store, whether the host is alive or dead.")
        {
            json,
        };
        verb.SetAction((parsed, cancellation) => PrintAsync(hostArguments, parsed.GetValue(json), cancellation));
        return verb;
    }

    private static async Task<int> PrintAsync(string[] hostArguments, bool json, CancellationToken cancellation)
    {
        await using var store = await StoreHost.OpenFundAsync(hostArguments, cancellation);
        var status = await StoredStatus.ReadAsync(store.Services, store.Fund.ToString(), cancellation);
        Console.WriteLine(
            json ? JsonSerializer.Serialize(status, FundJson.Options) : string.Join('\n', status.Lines())
        );
        return ExitCode.Done;
    }
}

/// <summary>
/// The fund as its store has it. <paramref name="Fund"/>: which one, for people. <paramref name="LastEntryAt"/> is the wall time of the journal's newest entry: how long
/// ago anything happened. Null = never.
/// </summary>
public sealed record StoredStatus(
    string Fund,
    TradingState TradingState,
    string Reason,
    string By,
    DateTimeOffset Since,
    long Sequence,
    DateTimeOffset? LastEntryAt,
    EquityPoint? Equity,
    decimal? Cash,
    int Positions,
    int OpenOrders,
    CycleView? LastCycle,
    PlanView? WaitingPlan
)
{
    public static async Task<StoredStatus> ReadAsync(
        IServiceProvider services,
        string fund,
        CancellationToken cancellation
    )
    {
        var trading = await services.GetRequiredService<ITradingStateStore>().ReadAsync(cancellation);
        var journal = services.GetRequiredService<IJournal>();
        var newest = (await journal.PageAsync(1, null, cancellation)).Items;
        var equity = services.GetRequiredService<IEquityStore>();
        var points = await equity.RangeAsync(null, null, TimeSpan.FromDays(1), int.MaxValue, cancellation);
        var ledger = await services.GetRequiredService<ILedger>().ReadAsync(cancellation);
        var cycles = await services.GetRequiredService<ICycleStore>().PageAsync(1, null, cancellation);
        return new StoredStatus(
            fund,
            trading.State,
            trading.Reason,
            trading.By,
            trading.Since,
            newest.Count == 0 ? 0 : newest[0].Sequence,
            newest.Count == 0 ? null : newest[0].WallTime,
            points.Count == 0 ? null : points[^1],
            ledger?.Cash,
            ledger?.Positions.Count(p => p.Position.Quantity != 0m) ?? 0,
            (await services.GetRequiredService<IOrderStore>().OpenAsync(cancellation)).Count,
            cycles.Items.Count == 0 ? null : cycles.Items[0],
            await services.GetRequiredService<IApprovals>().WaitingAsync(cancellation)
        );
    }

    public IEnumerable<string> Lines()
    {
        yield return $"Fund           {Fund}";
        yield return $"Trading state  {TradingState} since {Text(Since)} market time, by {By}: {Reason}";
        yield return Equity is null
            ? "Equity         never measured"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Equity         {Equity.Equity:N2} USD, {Equity.Drawdown:P2} below its peak, at {Text(Equity.Time)} market time"
            );
        yield return Cash is null
            ? "Book           no contact with the broker yet"
            : string.Create(CultureInfo.InvariantCulture, $"Book           {Positions} positions, {Cash:N2} USD cash");
        yield return $"Open orders    {OpenOrders}";
        yield return LastCycle is null
            ? "Last cycle     none"
            : $"Last cycle     {LastCycle.Id} {LastCycle.Status}, {LastCycle.Trades} trades planned";
        if (WaitingPlan is not null)
            yield return $"Waiting        the plan of {WaitingPlan.CycleId} for approval, hash {WaitingPlan.PlanHash}";
        yield return LastEntryAt is { } at
            ? $"Journal        {Sequence} entries, the last at {Text(at)} wall time"
            : "Journal        empty";
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
