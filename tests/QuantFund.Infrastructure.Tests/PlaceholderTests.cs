namespace QuantFund.Infrastructure.Tests;

public sealed class SymbolTests
{
    [Xunit.Fact]
    public void Parse_RefusesSmallLetters() =>
        Xunit.Assert.Throws<FormatException>(() => QuantFund.Core.Domain.Symbol.Parse("aapl"));
}
