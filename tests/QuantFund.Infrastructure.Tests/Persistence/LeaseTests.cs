using System.Diagnostics;
using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Engine;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Infrastructure.Persistence.Postgres;
using QuantFund.Infrastructure.Tests.Loops;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class LeaseOnSqlite() : LeaseTests(new SqliteSource())
{
    [Fact]
    public async Task Lead_OfAProcessThatIsKilled_IsFreeAgain()
    {
        // flock(1) holds the lock as an engine of another process would.
        var file = Path.Combine(Fund.Configuration["Data:Directory"]!, "fund.lock");
        using var other = Process.Start(
            new ProcessStartInfo("flock", ["--no-fork", file, "sh", "-c", "echo held; exec sleep 600"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        (await other.StandardOutput.ReadLineAsync(Stop)).Should().Be("held");
        (await Fund.Get<ILeaderLease>().TryTakeAsync(Stop)).Should().BeNull();

        other.Kill();
        await other.WaitForExitAsync(Stop);

        await using var taken = await Fund.Get<ILeaderLease>().TryTakeAsync(Stop);
        taken.Should().NotBeNull();
    }
}

public sealed class LeaseOnPostgres(PostgresServer server) : LeaseTests(new PostgresSource(server))
{
    [Fact]
    public async Task LostConnection_IsALostLead()
    {
        await using var lead = await Fund.Get<ILeaderLease>().TryTakeAsync(Stop);
        var told = new TaskCompletionSource();
        lead!.Lost.Register(told.SetResult);

        await server.DropConnectionsAsync(Fund.Configuration.GetConnectionString("Fund")!);

        await told.Task.WaitAsync(Stop);
        var other = await AnotherAsync();
        await using var taken = await other.Get<ILeaderLease>().TryTakeAsync(Stop);
        taken.Should().NotBeNull();
    }
}

public sealed class LeaseOfAMarket(PostgresServer server) : StoreContract(new PostgresSource(server))
{
    [Fact]
    public async Task AFund_IsLedByHostsOfItsOwnExchangeAlone()
    {
        await using var first = await HostAsync("one");
        await using (await LeadAsync(first))
            await first.Ledger.AdoptAsync(1_000m, [], Stop);

        await using var stranger = await HostAsync("two");
        await using var sibling = await HostAsync("one");

        (await stranger.Get<ILeaderLease>().TryTakeAsync(Stop)).Should().BeNull();
        await using var lead = await LeadAsync(sibling);
    }

    [Fact]
    public async Task AHostOfAnotherExchange_SaysSoOnce_HoweverOftenItAsks()
    {
        await using var first = await HostAsync("one");
        await using (await LeadAsync(first))
            await first.Ledger.AdoptAsync(1_000m, [], Stop);
        var logger = new RememberingLogger<MarketLease>();
        var lease = new MarketLease(
            first.Get<ILeaderLease>(),
            first.Get<IFundDatabase>(),
            new MarketName("two"),
            logger
        );
        lease.Barred.Should().BeNull();

        for (var i = 0; i < 3; i++)
            (await lease.TryTakeAsync(Stop)).Should().BeNull();

        lease.Barred.Should().Contain("(two)").And.Contain("(one)").And.Contain("Data:Directory");
        logger.Lines.Should().ContainSingle().Which.Text.Should().Be(lease.Barred);
        first.Get<ILeaderLease>().Barred.Should().BeNull();
    }

    [Fact]
    public async Task ABookOfAnEarlierVersion_IsBoundToTheFirstHostThatLeadsIt()
    {
        await Fund.Ledger.AdoptAsync(1_000m, [], Stop);
        await using var first = await HostAsync("one");
        await using (await LeadAsync(first)) { }

        await using var stranger = await HostAsync("two");

        (await stranger.Get<ILeaderLease>().TryTakeAsync(Stop)).Should().BeNull();
    }

    private Task<FundProcess> HostAsync(string market) =>
        FundProcess.StartAsync(Fund.Configuration, market: new MarketName(market));

    private async Task<IHeldLease> LeadAsync(FundProcess host)
    {
        var lead = await host.Get<ILeaderLease>().TryTakeAsync(Stop);
        lead.Should().NotBeNull();
        return lead!;
    }
}

public abstract class LeaseTests(IStoreSource source) : StoreContract(source)
{
    [Fact]
    public async Task Lead_IsHeldByOne_WhoIsNamed_UntilItGivesItUp()
    {
        var other = (await AnotherAsync()).Get<ILeaderLease>();
        var lead = await Fund.Get<ILeaderLease>().TryTakeAsync(Stop);

        lead.Should().NotBeNull();
        (await other.TryTakeAsync(Stop)).Should().BeNull();
        (await other.HolderAsync(Stop)).Should().Contain($"process {Environment.ProcessId} on ");
        lead!.Lost.IsCancellationRequested.Should().BeFalse();
        await lead.DisposeAsync();

        await using var taken = await other.TryTakeAsync(Stop);
        taken.Should().NotBeNull();
    }
}
