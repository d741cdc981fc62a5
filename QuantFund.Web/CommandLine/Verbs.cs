using System.CommandLine;
using QuantFund.Web.CommandLine.History;

namespace QuantFund.Web.CommandLine;

/// <summary>How a process ends.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;
}

/// <summary>The command line: one verb a file; without a verb it serves.</summary>
public static class Verbs
{
    public static async Task<int> RunAsync(string[] arguments, Func<string[], Task<int>> serve)
    {
        var split = HostArguments.Split(arguments);
        var root = new RootCommand(
            "QuantFund. Without a verb it serves. Configuration can be given with every verb as --Section:Key=value."
        )
        {
            ServeVerb.Create(split.Host, serve),
            HaltVerb.Create(split.Host),
            ResumeVerb.Create(split.Host),
            StatusVerb.Create(split.Host),
            SignInVerb.Create(split.Host),
            ImportVerb.Create(split.Host),
            FeaturesVerb.Create(split.Host),
            DecideVerb.Create(split.Host),
            BacktestVerb.Create(split.Host),
            ReplayVerb.Create(split.Host),
        };
        root.SetAction((_, _) => serve(split.Host));
        var parsed = root.Parse(split.Verb);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See --help.");
            return ExitCode.BadUsage;
        }
        try
        {
            // The host ends itself on a signal; the parser must not cut its shutdown short.
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception e)
        {
            return await Failures.TellAsync(e);
        }
    }
}
