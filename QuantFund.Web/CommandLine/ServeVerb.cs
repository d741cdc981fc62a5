using System.CommandLine;

namespace QuantFund.Web.CommandLine;

public static class ServeVerb
{
    public static Command Create(string[] hostArguments, Func<string[], Task<int>> serve)
    {
        var verb = new Command("serve", "Runs the fund and its screen (the default).");
        verb.SetAction((_, _) => serve(hostArguments));
        return verb;
    }
}
