using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using AwesomeAssertions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Web.Security;
using QuantFund.Web.Tests.Api;
using Xunit;

namespace QuantFund.Web.Tests.Security;

/// <summary>A connection that is open ends with what opened it.</summary>
public sealed class OpenConnectionTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARevokedKey_EndsItsHubConnection_AndNoOther()
    {
        using var admin = host.Caller();
        var (id, text) = await admin.IssueKeyAsync("read");
        var (_, other) = await admin.IssueKeyAsync("read");
        await using var revoked = await ConnectAsync(text);
        await using var stays = await ConnectAsync(other);
        var closed = ClosedOf(revoked);

        using var answer = await admin.DeleteAsync($"/api/v1/keys/{id}", Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        await closed.WaitAsync(FundHost.MostWait, Cancel);
        await host.ReplicaAsync();
        await stays.InvokeAsync("Subscribe", new[] { "fund" }, (long?)null, Cancel);
        stays.State.Should().Be(HubConnectionState.Connected);
    }

    [Fact]
    public async Task AKeyThatExpires_EndsItsHubConnection()
    {
        using var admin = host.Caller();
        using var answer = await admin.PostAsJsonAsync(
            "/api/v1/keys",
            new
            {
                name = "short",
                scopes = new[] { "read" },
                expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(2),
            },
            Cancel
        );
        var text = (await answer.JsonAsync(HttpStatusCode.Created)).GetProperty("key").GetString()!;
        await using var hub = await ConnectAsync(text);

        await ClosedOf(hub).WaitAsync(FundHost.MostWait, Cancel);
    }

    [Fact]
    public async Task ACookieThatWasSignedOut_IsDeadOnTheServer_OverARestartToo()
    {
        await using var own = await FundHost.StartAsync(null);
        var cookie = await CookieAsync(own);
        using var before = await SendAsync(own, HttpMethod.Get, "/openapi/v1.json", cookie);
        before.StatusCode.Should().Be(HttpStatusCode.OK);

        using var left = await SendAsync(own, HttpMethod.Post, SignIn.OutPath, cookie);

        left.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var after = await SendAsync(own, HttpMethod.Get, "/openapi/v1.json", cookie);
        after.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        var remembered = ActivatorUtilities.CreateInstance<Sessions>(own.Services);
        Directory.EnumerateFiles(Path.Combine(own.Folder, "signed-out")).Should().ContainSingle();
        remembered.IsOver("another").Should().BeFalse();
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/fund")]
    public async Task ASignOut_EndsWhatIsOpenOfIt_AndNothingOfAnother(string path)
    {
        var (cookie, other) = (await CookieAsync(host), await CookieAsync(host));
        using var ending = await SocketAsync(path, cookie);
        using var staying = await SocketAsync(path, other);

        using var left = await SendAsync(host, HttpMethod.Post, SignIn.OutPath, cookie);

        var buffer = new byte[1024];
        var act = async () =>
        {
            while (ending.State == WebSocketState.Open)
                await ending.ReceiveAsync(buffer, Cancel).WaitAsync(FundHost.MostWait, Cancel);
            throw new WebSocketException("It was closed in an orderly way.");
        };
        await act.Should().ThrowAsync<WebSocketException>();
        await staying.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancel);
        staying.State.Should().Be(WebSocketState.Open);
    }

    [Fact]
    public async Task Subscribe_WithNulls_IsAnswered()
    {
        await using var hub = await ConnectAsync(FundHost.AdminKey);
        await host.ReplicaAsync();

        foreach (var streams in new[] { null, [], new string?[] { null }, ["fund", null] })
        {
            var act = () => hub.InvokeAsync("Subscribe", streams, (long?)null, Cancel);
            (await act.Should().ThrowAsync<HubException>()).Which.Message.Should().Contain("streams");
        }
    }

    [Fact]
    public async Task AKeyOfStrangeCharacters_InTheAddress_IsUnknown()
    {
        using var caller = host.Caller(null);

        using var answer = await caller.PostAsync(
            "/hubs/fund/negotiate?negotiateVersion=1&access_token=qf_%00_%ED%A0%80",
            null,
            Cancel
        );

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task<HubConnection> ConnectAsync(string key)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(host.Address, "/hubs/fund"),
                o => o.AccessTokenProvider = () => Task.FromResult<string?>(key)
            )
            .Build();
        await hub.StartAsync(Cancel);
        return hub;
    }

    private static Task ClosedOf(HubConnection hub)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        return closed.Task;
    }

    private async Task<ClientWebSocket> SocketAsync(string path, string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws", Path = path }.Uri, Cancel);
        return socket;
    }

    private static async Task<HttpResponseMessage> SendAsync(FundHost to, HttpMethod method, string path, string cookie)
    {
        using var caller = to.Caller(null);
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        return await caller.SendAsync(request, Cancel);
    }

    private static async Task<string> CookieAsync(FundHost of)
    {
        using var caller = of.Caller(null);
        var link = of.Services.GetRequiredService<SignInLinks>().Issue();
        using var entered = await caller.GetAsync(new Uri(link, UriKind.Relative), Cancel);
        return entered.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }
}
