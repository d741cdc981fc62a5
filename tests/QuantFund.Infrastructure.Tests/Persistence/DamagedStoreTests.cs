using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class DamagedStoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task StoreWithDamagedPages_IsRefused_AndSaysSo(int page)
    {
        await using var source = new SqliteSource();
        var configuration = await source.NewAsync();
        await using (await FundProcess.StartAsync(configuration)) { }
        SqliteConnection.ClearAllPools();
        await using (
            var file = new FileStream(
                Path.Combine(configuration["Data:Directory"]!, "fund.db"),
                FileMode.Open,
                FileAccess.Write
            )
        )
        {
            file.Position = 4096 * page;
            await file.WriteAsync(Enumerable.Repeat((byte)0x5A, 4096).ToArray(), TestContext.Current.CancellationToken);
        }

        var start = () => FundProcess.StartAsync(configuration);

        await start.Should().ThrowAsync<StartupException>().WithMessage("*damaged*does not trade*");
    }
}
