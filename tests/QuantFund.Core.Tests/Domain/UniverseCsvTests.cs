using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using Xunit;

namespace QuantFund.Core.Tests.Domain;

public sealed class UniverseCsvTests
{
    private static readonly string[] Funds =
    [
        .. "SPY QQQ IWM EFA EEM TLT IEF SHY LQD HYG GLD SLV USO UNG DBC UUP FXE FXY VIXY".Split(' '),
        .. "XLK XLF XLV XLE XLI XLY XLP XLU XLB XLRE XLC".Split(' '),
    ];

    [Fact]
    public void Shipped_HasSharesOfEverySector_AndEveryFundThatStrategiesName()
    {
        var universe = UniverseCsv.Shipped;
        var shares = universe.Instruments.Where(i => i.Kind == InstrumentKind.Share).ToList();

        shares.Should().HaveCountGreaterThanOrEqualTo(310);
        shares.Select(i => i.Sector).Distinct().Should().BeEquivalentTo(SectorFunds.Sectors);
        shares.GroupBy(i => i.Sector).Should().OnlyContain(g => g.Count() >= 6);
        foreach (var fund in Funds)
            universe[universe.IndexOf(Symbol.Parse(fund))].Sector.IsFund.Should().BeTrue();
    }

    [Fact]
    public void SectorFunds_AreInTheShippedUniverse()
    {
        SectorFunds.Sectors.Should().HaveCount(11);
        foreach (var sector in SectorFunds.Sectors)
            UniverseCsv.Shipped.Contains(SectorFunds.Of(sector)!.Value).Should().BeTrue();
        SectorFunds.Of(new Sector("ETF - Bond")).Should().BeNull();
    }

    [Theory]
    [InlineData("", "*Line 1*symbol,name,sector,kind*")]
    [InlineData("symbol,name\nA,B", "*Line 1*")]
    [InlineData("symbol,name,sector,kind\nAAPL,Apple,share", "*Line 2*3 fields*")]
    [InlineData("symbol,name,sector,kind\naapl,Apple,Energy,share", "*Line 2*'aapl'*")]
    [InlineData("symbol,name,sector,kind\nAAPL,,Energy,share", "*Line 2*AAPL*name*")]
    [InlineData("symbol,name,sector,kind\nAAPL,Apple,Energy,bond", "*Line 2*'bond'*")]
    [InlineData("symbol,name,sector,kind\nA,A,E,share\n\nA,A,E,share", "*Line 4*line 2*")]
    public void BadLine_IsNamed(string text, string message) =>
        FluentActions
            .Invoking(() => UniverseCsv.Read(new StringReader(text)))
            .Should()
            .Throw<FormatException>()
            .WithMessage(message);

    [Fact]
    public void Lines_AreReadInSymbolOrder()
    {
        var universe = UniverseCsv.Read(
            new StringReader(
                "symbol,name,sector,kind\nXOM,Exxon Mobil,Energy,share\nBRK.B,Berkshire,Financials,share\n"
            )
        );

        universe.Instruments.Select(i => i.Symbol.Value).Should().Equal("BRK.B", "XOM");
    }
}
