namespace QuantFund.Web.CommandLine;

/// <summary>
/// Splits what was typed into the verb's own words and configuration for the host: any <c>--Section:Key=value</c>, and the
/// host's own <c>--urls</c> and the like. Both can be mixed with every verb, and what is left over is checked strictly.
/// </summary>
public sealed record HostArguments(string[] Verb, string[] Host)
{
    private static readonly HashSet<string> HostKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls",
        "http_ports",
        "https_ports",
        "environment",
        "contentRoot",
        "applicationName",
    };

    public static HostArguments Split(IReadOnlyList<string> arguments)
    {
        var (verb, host) = (new List<string>(), new List<string>());
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!IsForHost(argument))
                verb.Add(argument);
            else if (argument.Contains('=', StringComparison.Ordinal))
                host.Add(argument);
            else if (i + 1 < arguments.Count)
                host.Add($"{argument}={arguments[++i]}");
            else
                verb.Add(argument);
        }
        return new HostArguments([.. verb], [.. host]);
    }

    private static bool IsForHost(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return false;
        var key = argument[2..].Split('=', 2)[0];
        return HostKeys.Contains(key) || key.Contains(':', StringComparison.Ordinal);
    }
}
