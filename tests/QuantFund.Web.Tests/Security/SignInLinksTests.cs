using AwesomeAssertions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Web.Security;
using Xunit;

namespace QuantFund.Web.Tests.Security;

public sealed class SignInLinksTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;
    private readonly FakeTimeProvider wall = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Redeem_WorksOnce()
    {
        var links = Links();
        var token = TokenOf(links.Issue());

        links.Redeem(token).Should().BeTrue();
        links.Redeem(token).Should().BeFalse();
    }

    [Fact]
    public void Redeem_KnowsALink_ThatAnotherProcessMade() =>
        Links().Redeem(TokenOf(Links().Issue())).Should().BeTrue();

    [Theory]
    [InlineData(1799, true)]
    [InlineData(1800, false)]
    public void Redeem_EndsWithTheLinksLifetime(int seconds, bool expected)
    {
        var links = Links();
        var token = TokenOf(links.Issue());

        wall.Advance(TimeSpan.FromSeconds(seconds));

        links.Redeem(token).Should().Be(expected);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("../sign-in")]
    [InlineData("")]
    public void Redeem_RefusesWhatWasNeverIssued(string token) => Links().Redeem(token).Should().BeFalse();

    [Fact]
    public void Issue_WritesNoTokenToTheDisk()
    {
        var token = TokenOf(Links().Issue());

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            (Path.GetFileName(file) + File.ReadAllText(file)).Should().NotContain(token);
    }

    [Fact]
    public async Task Redeem_OfManyAtOnce_LetsExactlyOneIn()
    {
        var links = Links();
        var token = TokenOf(links.Issue());

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => links.Redeem(token))));

        answers.Count(entered => entered).Should().Be(1);
    }

    private SignInLinks Links() => new(new DataDirectory(folder), Options.Create(new AuthOptions()), wall);

    private static string TokenOf(string link) => link["/sign-in/".Length..];
}
