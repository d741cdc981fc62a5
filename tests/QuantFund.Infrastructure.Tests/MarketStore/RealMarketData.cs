using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore;

/// <summary>Real history, where this machine has it.</summary>
internal static class RealMarketData
{
    public const string Variable = "QUANTFUND_MARKET_DATA";

    /// <summary>A file of it; the test is skipped, with the reason, where there is none.</summary>
    public static string File(string name)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} is not set: name a folder with {name} to run this.");
        var path = Path.Combine(folder!, name);
        Assert.SkipUnless(System.IO.File.Exists(path), $"{Variable} names {folder}, which has no {name}.");
        return path;
    }
}
