using System.Globalization;
using System.Net;
using AwesomeAssertions;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Web.Tests.Api;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>The same act by page, REST and command line has the same effect and leaves the same trace.</summary>
public sealed class CommandPathTests(FundHost host) : IClassFixture<FundHost>
{
    public enum Door
    {
        Page,
        Rest,
        CommandLine,
    }

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<Door> Doors => [.. Enum.GetValues<Door>()];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task HaltAndResume_StartDrawdownAnew_InTheRunningHostToo_UnderTheTimeOfTheAct(Door door)
    {
        await host.ReadyAsync();
        await ActAsync(Door.Page, halt: false);
        var peak = await PretendAPeakAsync();
        var journal = host.Services.GetRequiredService<IJournal>();
        var (from, begun) = (await journal.LastSequenceAsync(Cancel), Now);

        await ActAsync(door, halt: true);
        await ActAsync(door, halt: false);

        var lines = (await journal.AfterAsync(from, 10_000, Cancel))
            .Where(l => l.Kind is "tradingStateChanged" or "highWaterMarkReset")
            .ToList();
        lines.Select(l => l.Kind).Should().Equal("tradingStateChanged", "highWaterMarkReset", "tradingStateChanged");
        foreach (var line in lines)
            line.Time.Should().BeOnOrAfter(begun).And.BeOnOrBefore(Now);
        lines[0].Payload.Should().Contain($"{door} halts").And.Contain(NameOf(door));
        lines[2].Payload.Should().Contain($"{door} resumes").And.Contain(NameOf(door));
        // Marked twice more: whatever the engine had in memory has been written by then.
        await host.WhenAsync(v =>
            v.State?.Fund is { TradingState: TradingState.Active } f && f.Clock > Now.AddMinutes(-1)
        );
        await NextPointAsync();
        var stored = await host.Services.GetRequiredService<IEquityStore>().MarksAsync(Cancel);
        stored!.PreviousHighWaterMark.Should().Be(peak);
        stored.HighWaterMark.Should().BeLessThan(peak * .99m);
        host.Services.GetRequiredService<FundMarks>().Latest!.Marks.HighWaterMark.Should().BeLessThan(peak * .99m);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Resume_OfAnActiveFund_ChangesNothing_AndLeavesNoTrace(Door door)
    {
        await host.ReadyAsync();
        await ActAsync(Door.Page, halt: false);
        var states = host.Services.GetRequiredService<ITradingStateStore>();
        var journal = host.Services.GetRequiredService<IJournal>();
        var (before, from) = (await states.ReadAsync(Cancel), await journal.LastSequenceAsync(Cancel));

        await ActAsync(door, halt: false);

        (await states.ReadAsync(Cancel)).Should().Be(before);
        (await journal.AfterAsync(from, 10_000, Cancel))
            .Should()
            .NotContain(l => l.Kind == "highWaterMarkReset" || l.Kind == "tradingStateChanged");
    }

    private DateTimeOffset Now => host.Services.GetRequiredService<MarketTime>().Now;

    private static string NameOf(Door door) =>
        door switch
        {
            Door.Page => "operator",
            Door.Rest => "key:bootstrap",
            _ => "command-line",
        };

    private async Task ActAsync(Door door, bool halt)
    {
        var reason = $"{door} {(halt ? "halts" : "resumes")}";
        switch (door)
        {
            case Door.Page:
                var commands = host.Services.GetRequiredService<IFundCommands>();
                if (halt)
                    await commands.HaltAsync(
                        new HaltRequest(reason, NameOf(door), CancelOrders: false, Flatten: false),
                        Cancel
                    );
                else
                    await commands.ResumeAsync(reason, NameOf(door), Cancel);
                break;
            case Door.Rest:
                using (var caller = host.Caller())
                using (
                    var answer = await caller.SendJsonAsync(
                        "POST",
                        halt ? "/api/v1/halt" : "/api/v1/resume",
                        $$"""{"reason":"{{reason}}"}"""
                    )
                )
                    answer.StatusCode.Should().Be(HttpStatusCode.OK);
                break;
            default:
                var ended = await FundProcess.RunAsync(host.Folder, halt ? "halt" : "resume", "--reason", reason);
                ended.ExitCode.Should().Be(0, ended.Error);
                break;
        }
    }

    /// <summary>A fund 3% below a peak that it never had: less than the ladder's first rung.</summary>
    private async Task<decimal> PretendAPeakAsync()
    {
        var store = host.Services.GetRequiredService<IEquityStore>();
        while (true)
        {
            if (await store.MarksAsync(Cancel) is not { } marks)
            {
                await NextPointAsync();
                continue;
            }
            var peak = decimal.Round(marks.HighWaterMark * 1.03m, 2);
            if ((await store.SaveMarksAsync(marks with { HighWaterMark = peak }, marks, Cancel)).HighWaterMark == peak)
                return peak;
        }
    }

    private async Task NextPointAsync()
    {
        var now = Now;
        var events = host.Services.GetRequiredService<IFundEvents>();
        using var heard = events.Subscribe();
        await foreach (var happened in heard.ReadAllAsync(Cancel))
            if (happened.Data is FundFact.EquityMarked marked && marked.Point.Time > now)
                return;
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"No point after {now:O}."));
    }
}
