using System.Reflection;
using System.Runtime.CompilerServices;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using Xunit;

namespace QuantFund.Core.Tests.Architecture;

/// <summary>Rooms and files that one can take in: what is larger is named here, and the list only gets shorter.</summary>
public sealed class SizeTests
{
    private const int MostFiles = 20;
    private const int MostLines = 250;
    private const int MostParameters = 8;

    /// <summary>Plain columns that one function fills and hands over.</summary>
    private static readonly string[] Columns = ["TargetBook: 9"];

    /// <summary>Tables and plain lists of fields: long, and one idea all the same.</summary>
    private static readonly string[] Tables =
    [
        "QuantFund.Core/Fund/Views/Views.cs",
        "QuantFund.Core/Pipeline/Records/CycleRecord.cs",
        "QuantFund.Web/Api/Cycles.cs",
    ];

    /// <summary>To be cut.</summary>
    private static readonly string[] StillTooLong =
    [
        "QuantFund.Core/Backtesting/BacktestRun.cs",
        "QuantFund.Core/Costs/CostFilter.cs",
        "QuantFund.Core/Simulation/Clock/SimulatedClock.cs",
        "QuantFund.Infrastructure/MarketStore/Import/CleanDailyFile.cs",
        "QuantFund.Infrastructure/MarketStore/MarketHistory.cs",
        "QuantFund.Infrastructure/PaperExchange/PaperBroker.cs",
    ];

    [Fact]
    public void NoRoom_HasMoreThanTwentyFiles() =>
        Sources()
            .Where(f => !f.StartsWith("QuantFund.Web/Components/Widgets/", StringComparison.Ordinal))
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .GroupBy(f => Path.GetDirectoryName(f)!, StringComparer.Ordinal)
            .Where(g => Ideas(g) > MostFiles)
            .Select(g => $"{g.Key}: {Ideas(g)}")
            .Should()
            .BeEmpty();

    [Fact]
    public void NoFile_IsLongerThanAScreenOrFive_ButTables() =>
        Sources()
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(f => File.ReadLines(Repository.Path(f)).Count() > MostLines)
            .Except(Tables, StringComparer.Ordinal)
            .Should()
            .BeEquivalentTo(StillTooLong, "what is cut leaves the list, and nothing joins it");

    [Fact]
    public void NoConstructorOfCore_AsksForMoreThanEightThings() =>
        typeof(Symbol)
            .Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && !IsRecord(t) && !IsGenerated(t))
            .SelectMany(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(c => c.GetParameters().Length > MostParameters)
            .Select(c => $"{c.DeclaringType!.Name}: {c.GetParameters().Length}")
            .Except(Columns, StringComparer.Ordinal)
            .Should()
            .BeEmpty();

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsGenerated(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute));

    /// <summary>A component, its code and its style are one.</summary>
    private static int Ideas(IEnumerable<string> files) =>
        files.Select(f => Path.GetFileName(f).Split('.')[0]).Distinct(StringComparer.Ordinal).Count();

    private static IEnumerable<string> Sources() =>
        new[] { "QuantFund.Core", "QuantFund.Infrastructure", "QuantFund.Web" }
            .SelectMany(p => Directory.EnumerateFiles(Repository.Path(p), "*", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Where(f =>
                !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)
            )
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal));
}
