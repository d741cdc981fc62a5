using System.Net;
using System.Net.Sockets;
using System.Text;
using AwesomeAssertions;
using QuantFund.Core.Fund.State;
using QuantFund.Web.Api;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>A halt is never refused for what its body is.</summary>
public sealed class HaltTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string?, string?, string, bool, bool, string?> Bodies =>
        new()
        {
            { null, null, "No reason was given.", true, false, null },
            { "{}", "application/json", "No reason was given.", true, false, null },
            { """{"reason":""}""", "application/json", "No reason was given.", true, false, null },
            { """{"reason":"x"}""", "application/json", "x", true, false, null },
            { """{"reason":"x","cancelOrders":false}""", "application/json", "x", false, false, null },
            { """{"reason":"x","flatten":true}""", "application/json", "x", true, true, null },
            { """{"reason":"x","flaten":true}""", "application/json", "x", true, false, "flaten" },
            { """{"reason":"x","cancelOrders":"yes"}""", "application/json", "x", true, false, "cancelOrders" },
            { """{"Reason":"x","Flatten":null}""", "application/json", "x", true, false, null },
            { """{"reason":7}""", "application/json", "7", true, false, null },
            { """{"reason":"a\u0000b"}""", "application/json", "a\uFFFDb", true, false, "reason" },
            { """{"reason":"a\ud800b"}""", "application/json", "a\uFFFDb", true, false, null },
            {
                """{"reason":"\\ud83d\ude00 \ud83d\ude00"}""",
                "application/json",
                "\\ud83d\uFFFD 😀",
                true,
                false,
                null
            },
            { """{"a\udc00":1,"reason":"x"}""", "application/json", "x", true, false, "unknown" },
            { """{"reason":"x","reason":"y",}""", "application/json", "y", true, false, null },
            { """{"reason":"x" """, "application/json", "No reason was given.", true, false, "JSON" },
            { """["x"]""", "application/json", "No reason was given.", true, false, "object" },
            { "null", "application/json", "No reason was given.", true, false, "object" },
            {
                "reason=x&flatten=true",
                "application/x-www-form-urlencoded",
                "No reason was given.",
                true,
                false,
                "JSON"
            },
            { """{"reason":"x"}""", "text/plain", "x", true, false, null },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void ABody_IsReadAsFarAsItCanBe(
        string? body,
        string? contentType,
        string reason,
        bool cancelOrders,
        bool flatten,
        string? ignored
    )
    {
        var asked = HaltAsk.Read(Encoding.UTF8.GetBytes(body ?? ""));

        asked.Reason.Should().Be(reason, contentType);
        asked.CancelOrders.Should().Be(cancelOrders);
        asked.Flatten.Should().Be(flatten);
        if (ignored is null)
            asked.Ignored.Should().BeEmpty();
        else
            asked.Ignored.Should().ContainSingle().Which.Should().Contain(ignored);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task WhateverItsBody_AHaltHalts(
        string? body,
        string? contentType,
        string reason,
        bool cancelOrders,
        bool flatten,
        string? ignored
    )
    {
        Assert.SkipWhen(flatten, "A flattening is no halt yet.");
        using var caller = host.Caller();
        await ResumeAsync(caller);
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType!);

        using var answer = await caller.PostAsync("/api/v1/halt?why=now", content, Cancel);

        var halted = await answer.JsonAsync();
        halted.GetProperty("tradingState").GetString().Should().Be("halted", cancelOrders.ToString());
        var said = halted.GetProperty("ignored").ToString();
        said.Should().Contain("'why'").And.Contain(ignored ?? "why");
        (await StateAsync()).Should().Be((Core.Domain.TradingState.Halted, reason));
    }

    [Fact]
    public async Task ABodyOfTwoMegabytes_Halts()
    {
        using var caller = host.Caller();
        await ResumeAsync(caller);

        using var answer = await caller.SendJsonAsync(
            "POST",
            "/api/v1/halt",
            $$"""{"reason":"{{new string('x', 2 << 20)}}"}"""
        );

        (await answer.JsonAsync()).GetProperty("tradingState").GetString().Should().Be("halted");
    }

    [Fact]
    public async Task ABodyThatNeverComes_Halts()
    {
        using var caller = host.Caller();
        await ResumeAsync(caller);
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Address.Host, host.Address.Port, Cancel);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/v1/halt HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: {FundHost.AdminKey}\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"reason\""
            ),
            Cancel
        );

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(Cancel).AsTask().WaitAsync(FundHost.MostWait, Cancel))
            .Should()
            .Be("HTTP/1.1 200 OK");
        (await StateAsync()).State.Should().Be(Core.Domain.TradingState.Halted);
    }

    private async Task ResumeAsync(HttpClient caller)
    {
        await host.ReplicaAsync();
        using var resumed = await caller.SendJsonAsync("POST", "/api/v1/resume", """{"reason":"the next case"}""");
        resumed.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<(Core.Domain.TradingState State, string Reason)> StateAsync()
    {
        var states = (ITradingStateStore)host.Services.GetService(typeof(ITradingStateStore))!;
        var state = await states.ReadAsync(Cancel);
        return (state.State, state.Reason);
    }
}
