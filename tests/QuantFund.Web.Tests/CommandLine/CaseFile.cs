namespace QuantFund.Web.Tests.CommandLine;

/// <summary>A small file of <c>tests/Cases</c>: an input that went wrong once.</summary>
internal static class CaseFile
{
    public static string Of(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "QuantFund.sln")))
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No QuantFund.sln above {AppContext.BaseDirectory}.");
        return Path.Combine(folder, "tests", "Cases", path);
    }
}
