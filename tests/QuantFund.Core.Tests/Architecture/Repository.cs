namespace QuantFund.Core.Tests.Architecture;

/// <summary>The files that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Found();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Found()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "QuantFund.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"QuantFund.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
