using System.Net;
using System.Text;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>Garbage in, a clear 4xx out, and nothing changed.</summary>
public sealed class BadRequestsTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string?, int, string?> Cases =>
        new()
        {
            { "GET", "/orders?limit=0", null, 400, "limit" },
            { "GET", "/orders?limit=501", null, 400, "limit" },
            { "GET", "/orders?limt=5", null, 400, "limt" },
            { "GET", "/orders?status=done", null, 400, "status" },
            { "GET", "/orders?cursor=zz", null, 400, "cursor" },
            { "GET", "/orders/none", null, 404, null },
            { "GET", "/cycles?limit=many", null, 400, "limit" },
            { "GET", "/cycles?cursor=-", null, 400, "cursor" },
            { "GET", "/cycles/none", null, 404, null },
            { "GET", "/cycles/none/debate", null, 404, null },
            { "GET", "/positions/aapl", null, 400, "symbol" },
            { "GET", "/positions/ZZZZ", null, 404, null },
            { "GET", "/positions?clientOrderId=1", null, 400, "clientOrderId" },
            { "GET", "/equity?from=yesterday", null, 400, "from" },
            { "GET", "/equity?from=5.1.2026", null, 400, "from" },
            { "GET", "/equity?from=12:30", null, 400, "from" },
            { "GET", "/equity?from=Jan%205", null, 400, "from" },
            { "GET", "/equity?to=30-OCT-2025%2015:00:00", null, 400, "to" },
            { "GET", "/equity?to=1", null, 400, "to" },
            { "GET", "/equity?from=2026-01-06&to=2026-01-05", null, 400, "to" },
            { "GET", "/equity?resolution=1h", null, 400, "resolution" },
            { "GET", "/equity?limit=-5", null, 400, "limit" },
            { "GET", "/strategies?limit=x", null, 400, "limit" },
            { "GET", "/strategies/none", null, 404, null },
            { "PATCH", "/strategies/none", """{"state":"enabled"}""", 404, null },
            { "PATCH", "/strategies/none", """{"state":"on"}""", 400, "state" },
            { "PATCH", "/strategies/none", """{}""", 400, "state" },
            { "PATCH", "/strategies/none", """{"state":null}""", 400, "state" },
            { "GET", "/sources?limit=x", null, 400, "limit" },
            { "GET", "/audit?cursor=0", null, 400, "cursor" },
            { "GET", "/keys?limit=0", null, 400, "limit" },
            { "POST", "/keys", """{"name":"a","scopes":["everything"]}""", 400, "scopes" },
            { "POST", "/keys", """{"name":"a","scopes":[]}""", 400, "scopes" },
            { "POST", "/keys", """{"name":" ","scopes":["read"]}""", 400, "name" },
            {
                "POST",
                "/keys",
                """{"name":"a","scopes":["read"],"expiresAt":"2001-01-01T00:00:00Z"}""",
                400,
                "expiresAt"
            },
            { "POST", "/keys", """{"name":"a","scopes":["read"],"expiresAt":"soon"}""", 400, "expiresAt" },
            {
                "POST",
                "/keys",
                """{"name":"a","scopes":["read"],"expiresAt":"2099-01-05T14:30:00"}""",
                400,
                "expiresAt"
            },
            { "POST", "/keys", """{"name":"a","scopes":["read"],"expiresAt":"2099-01-05"}""", 400, "expiresAt" },
            { "POST", "/keys", """{"name":"a","scopes":["read"],"expiresAt":"5.1.2099"}""", 400, "expiresAt" },
            { "DELETE", "/keys/none", null, 404, null },
            { "POST", "/resume", """{"reason":null}""", 400, "reason" },
            { "POST", "/resume", """{"reason":""}""", 400, "reason" },
            { "POST", "/resume", """{}""", 400, "reason" },
            { "POST", "/resume", null, 400, "reason" },
            { "POST", "/resume", """{"reason":7}""", 400, "reason" },
            { "POST", "/resume", """{"reason":"x","flatten":true}""", 400, "flatten" },
            { "POST", "/resume", """{"reason":"x" """, 400, "body" },
            { "POST", "/resume", """["x"]""", 400, "body" },
            { "POST", "/resume", """{"reason":"a\u0000b"}""", 400, "reason" },
            { "POST", "/resume", """{"reason":"a\ud800b"}""", 400, "reason" },
            { "POST", "/resume", """{"a\udc00":1}""", 400, "body" },
            { "POST", "/resume", $$"""{"reason":"{{new string('x', 501)}}"}""", 400, "reason" },
            { "POST", "/keys", """{"name":"a\u0000","scopes":["read"]}""", 400, "name" },
            { "POST", "/keys", """{"name":"a\ud800","scopes":["read"]}""", 400, "name" },
            { "POST", "/keys", """{"name":"a\u001b[2J","scopes":["read"]}""", 400, "name" },
            { "POST", "/keys", """{"name":"a","scopes":["\ud800"]}""", 400, "scopes" },
            { "PATCH", "/strategies/mean-reversion", """{"state":"enabled","reason":"\u0000"}""", 400, "reason" },
            { "POST", "/cycles/none/approve", """{"planHash":"x\u0000"}""", 400, "planHash" },
            { "POST", "/cycles/none/approve", """{"planHash":"x","reason":"\ud800"}""", 400, "reason" },
            { "POST", "/cycles/none/approve", """{"planHash":"x","exclude":["\ud800"]}""", 400, "exclude" },
            { "POST", "/cycles/none/reject", """{"planHash":"x","reason":"\u0007"}""", 400, "reason" },
            { "POST", "/cycles", """{"now":true}""", 400, "now" },
            { "POST", "/cycles/preview", """{"symbol":"AAPL"}""", 400, "symbol" },
            { "POST", "/orders/cancel-all", """{"symbol":"AAPL"}""", 400, "symbol" },
            { "POST", "/cycles/none/approve", """{"reason":"fine"}""", 400, "planHash" },
            { "POST", "/cycles/none/approve", """{"planHash":5}""", 400, "planHash" },
            { "POST", "/cycles/none/approve", """{"planHash":"x","exclude":"AAPL"}""", 400, "exclude" },
            { "POST", "/cycles/none/approve", """{"planHash":"x","exclude":["aapl"]}""", 400, "exclude" },
            { "POST", "/cycles/none/reject", """{"planHash":"x"}""", 400, "reason" },
            { "POST", "/cycles/none/approve", """{"planHash":"x"}""", 404, null },
            { "POST", "/cycles/none/reject", """{"planHash":"x","reason":"no"}""", 404, null },
            { "GET", "/nothing", null, 404, null },
            { "GET", "/halt", null, 405, null },
            { "PUT", "/fund", """{}""", 405, null },
            { "DELETE", "/orders", null, 405, null },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task BadRequest_IsToldByStatusAndField(
        string method,
        string path,
        string? body,
        int status,
        string? field
    )
    {
        using var caller = host.Caller();

        using var answer = await caller.SendJsonAsync(method, $"/api/v1{path}", body);

        var problem = await answer.ProblemAsync((HttpStatusCode)status);
        if (field is null)
            return;
        problem.GetProperty("errors").TryGetProperty(field, out var messages).Should().BeTrue(problem.ToString());
        messages[0].GetString().Should().NotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().Should().Contain(field);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task AnotherContentType_Is415(string type)
    {
        using var caller = host.Caller();

        using var answer = await caller.PostAsync(
            "/api/v1/resume",
            new StringContent("""{"reason":"x"}""", Encoding.UTF8, type),
            Cancel
        );

        await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task AnEndlessBody_Is413()
    {
        using var caller = host.Caller();

        using var answer = await caller.SendJsonAsync(
            "POST",
            "/api/v1/resume",
            $$"""{"reason":"{{new string('x', 2 << 20)}}"}"""
        );

        await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task AProblem_IsJson_WhateverTheCallerAccepts()
    {
        using var caller = host.Caller();
        caller.DefaultRequestHeaders.Add("Accept", "text/html");

        using var unknown = await caller.GetAsync("/api/v1/orders/none", Cancel);
        using var missing = await caller.GetAsync("/api/v1/none", Cancel);

        await unknown.ProblemAsync(HttpStatusCode.NotFound);
        await missing.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task WrongMethod_NamesTheRightOnes()
    {
        using var caller = host.Caller();

        using var answer = await caller.DeleteAsync("/api/v1/halt", Cancel);

        await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Should().Equal("POST");
    }

    [Theory]
    [InlineData("GET /api/v1/orders/a%00b HTTP/1.1\r\nHost: 127.0.0.1")]
    [InlineData("GET /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: a\0b")]
    [InlineData("GET /api/v1/orders HTTP/1.1")]
    [InlineData("GET /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: many")]
    [InlineData("NONSENSE")]
    public async Task WhatTheServerItselfRefuses_IsAProblemToo(string head)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(host.Address.Host, host.Address.Port, Cancel);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head + "\r\n\r\n"), Cancel);

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(Cancel).WaitAsync(FundHost.MostWait, Cancel);

        answer.Should().StartWith("HTTP/1.1 400").And.Contain("application/problem+json");
        var problem = System.Text.Json.JsonElement.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]);
        problem.GetProperty("status").GetInt32().Should().Be(400);
        problem.GetProperty("traceId").GetString().Should().NotBeNullOrEmpty();
    }
}
