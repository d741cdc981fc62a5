using System.Net;
using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using QuantFund.Infrastructure;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>What the host does about the store that it stands on.</summary>
public sealed class StoreTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_IsNotSaid_WhileTheStoreCantBeWritten()
    {
        await using var host = await FundHost.StartAsync(null);
        await host.ReadyAsync();
        using var caller = host.Caller(null);
        using var before = await caller.GetAsync("/health/ready", Cancel);
        before.StatusCode.Should().Be(HttpStatusCode.OK);

        await using (
            var other = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "fund.db")};Pooling=false")
        )
        {
            await other.OpenAsync(Cancel);
            await using var locked = other.CreateCommand();
            locked.CommandText = "BEGIN IMMEDIATE";
            await locked.ExecuteNonQueryAsync(Cancel);

            (await UntilAsync(caller, HttpStatusCode.ServiceUnavailable)).Should().Contain("can't be written");
        }
        await UntilAsync(caller, HttpStatusCode.OK);
    }

    [Fact]
    public async Task TheStores_AreReadableByTheirOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a user's folders apart by itself.");
        var parent = Directory.CreateTempSubdirectory("quantfund-").FullName;
        var folder = Path.Combine(parent, "data");
        await using (await FundHost.StartAsync(folder))
            foreach (var path in Directory.EnumerateFiles(folder, "*.db*").Append(folder))
                Others(path).Should().Be(UnixFileMode.None, path);
        Directory.Delete(parent, recursive: true);
    }

    [Fact]
    public void AnOldFolder_IsClosed_WhenItIsTheFunds_AndLeftAloneOtherwise()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a user's folders apart by itself.");
        var parent = Directory.CreateTempSubdirectory("quantfund-").FullName;
        var (ours, shared) = (Path.Combine(parent, "ours"), Path.Combine(parent, "shared"));
        foreach (var path in new[] { ours, shared })
            Open(Directory.CreateDirectory(path).FullName);
        var file = Path.Combine(ours, "fund.db");
        File.WriteAllText(file, "kept");

        OwnersOnly.Folder(ours, _ => true);
        OwnersOnly.Folder(shared, _ => false);
        OwnersOnly.File(file);

        Others(ours).Should().Be(UnixFileMode.None);
        Others(file).Should().Be(UnixFileMode.None);
        Others(shared).Should().NotBe(UnixFileMode.None);
        File.ReadAllText(file).Should().Be("kept");
        Directory.Delete(parent, recursive: true);
    }

    private static UnixFileMode Others(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path) & (UnixFileMode)0b000_111_111;

    private static void Open(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    private static async Task<string> UntilAsync(HttpClient caller, HttpStatusCode expected)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await caller.GetAsync("/health/ready", Cancel);
            if (answer.StatusCode == expected)
                return await answer.Content.ReadAsStringAsync(Cancel);
            TimeProvider.System.GetElapsedTime(begun).Should().BeLessThan(FundHost.MostWait);
            // Asked without a pause, the rate of the address is used up and nothing but 429 is heard.
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);
        }
    }
}
