using System.CommandLine;
using QuantFund.Web.Security;

namespace QuantFund.Web.CommandLine;

public static class SignInVerb
{
    public static Command Create(string[] hostArguments)
    {
        var verb = new Command("sign-in", "Prints a new one-time sign-in link for the running host.");
        verb.SetAction((_, cancellation) => PrintAsync(hostArguments, cancellation));
        return verb;
    }

    private static async Task<int> PrintAsync(string[] hostArguments, CancellationToken cancellation)
    {
        await using var store = await StoreHost.OpenFundAsync(hostArguments, cancellation);
        await Console.Error.WriteLineAsync($"Fund: {store.Fund}.");
        // A host of another user, or in a container, tells us nothing: then the address is what was typed.
        var address =
            store.Fund.Host?.Address
            ?? (store.Configuration["urls"] ?? ListenAddress.Default).Split(';')[0].TrimEnd('/');
        Console.WriteLine($"Sign in: {address}{store.Services.GetRequiredService<SignInLinks>().Issue()}");
        return ExitCode.Done;
    }
}
