using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Web.Security;
using Xunit;

namespace QuantFund.EndToEnd.Tests.Fund;

/// <summary>
/// The whole application as it is shipped, on free ports over an empty data folder, in a simulated market that runs fast.
/// Every plan waits for a person.
/// </summary>
public sealed class RunningFund : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;
    private WebApplication? app;

    public string Address =>
        Running.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private WebApplication Running => app ?? throw new InvalidOperationException("The fund was not started.");

    public async ValueTask InitializeAsync()
    {
        app = Program.Compose([
            $"--Data:Directory={folder}",
            $"--Data:RunDirectory={Path.Combine(folder, "run")}",
            "--urls=http://127.0.0.1:0",
            "--Exchange:Url=http://127.0.0.1:0",
            "--Exchange:Speed=120",
            "--Fund:Approval=required",
            "--Serilog:MinimumLevel:Default=Warning",
        ]);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An address that signs a browser in, once.</summary>
    public string SignInLink() => Address + Running.Services.GetRequiredService<SignInLinks>().Issue();

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }
}
