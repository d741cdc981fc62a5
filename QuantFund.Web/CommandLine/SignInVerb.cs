using System.CommandLine;
using QuantFund.Web.Security;

namespace QuantFund.Web.CommandLine;

public static class SignInVerb
{
    public static Command Create(string[] hostArguments)
    {
        var verb = new Command("sign-in", "Prints a new one-time sign-in link for the running host.");
        verb.SetAction(_ => Print(hostArguments));
        return verb;
    }

    private static int Print(string[] hostArguments)
    {
        using var store = StoreHost.Open(hostArguments);
        var address = (store.Configuration["urls"] ?? ListenAddress.Default).Split(';')[0].TrimEnd('/');
        Console.WriteLine($"Sign in: {address}{store.Services.GetRequiredService<SignInLinks>().Issue()}");
        return ExitCode.Done;
    }
}
