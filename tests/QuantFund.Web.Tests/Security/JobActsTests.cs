using System.Security.Claims;
using AwesomeAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Fakes;
using QuantFund.Web.Security;
using Xunit;

namespace QuantFund.Web.Tests.Security;

public sealed class JobActsTests
{
    private readonly InMemoryFund fund = new(new MarketTime(TimeProvider.System), TimeProvider.System);

    [Fact]
    public async Task ADeletedJob_IsInTheJournal_WithItsNameAndWhoDidIt()
    {
        await ActAsync("POST", "/jobs/jobs/enqueued/delete", StatusCodes.Status204NoContent, "7", "8\u0000");

        fund.FactsOf<FundFact.JobsChanged>()
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new FundFact.JobsChanged("/jobs/enqueued/delete", ["7", "8\uFFFD"], "operator"));
    }

    [Theory]
    [InlineData("POST", "/jobs/jobs/enqueued/delete", 403)]
    [InlineData("POST", "/jobs/stats", 200)]
    [InlineData("GET", "/jobs/jobs/enqueued", 200)]
    [InlineData("POST", "/api/v1/halt", 200)]
    public async Task WhatWasRefused_OrChangesNothing_IsNot(string method, string path, int status)
    {
        await ActAsync(method, path, status, "7");

        fund.Facts.Should().BeEmpty();
    }

    private async Task ActAsync(string method, string path, int status, params string[] jobs)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection()
                .AddSingleton<IJournal>(new InMemoryJournal(fund, new FundEventBus(), new KillSwitch()))
                .BuildServiceProvider(),
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "operator")], "test")),
        };
        (context.Request.Method, context.Request.Path) = (method, path);
        context.Request.ContentType = "application/x-www-form-urlencoded";
        context.Request.Form = new FormCollection(
            new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["jobs[]"] = jobs }
        );
        await JobActs.Record(
            context,
            c =>
            {
                c.Response.StatusCode = status;
                return Task.CompletedTask;
            }
        );
    }
}
