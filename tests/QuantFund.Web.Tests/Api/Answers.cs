using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>Reads answers, and asserts what every answer of its kind has.</summary>
internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(
        this HttpResponseMessage answer,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(expected, text);
        return JsonElement.Parse(text);
    }

    /// <summary>The answer is RFC 9457 problem+json with status, title, detail and traceId.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var problem = await answer.JsonAsync(expected);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        problem.GetProperty("status").GetInt32().Should().Be((int)expected);
        problem.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
        problem.GetProperty("traceId").GetString().Should().NotBeNullOrEmpty();
        return problem;
    }

    public static Task<HttpResponseMessage> SendJsonAsync(
        this HttpClient client,
        string method,
        string path,
        string? json,
        string? idempotencyKey = null
    )
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return await answer.JsonAsync();
    }

    /// <summary>Issues a key with scopes and gives its id and text.</summary>
    public static async Task<(string Id, string Key)> IssueKeyAsync(this HttpClient admin, params string[] scopes)
    {
        using var answer = await admin.PostAsJsonAsync(
            "/api/v1/keys",
            new { name = string.Join('+', scopes), scopes },
            TestContext.Current.CancellationToken
        );
        var key = await answer.JsonAsync(HttpStatusCode.Created);
        return (key.GetProperty("id").GetString()!, key.GetProperty("key").GetString()!);
    }
}
