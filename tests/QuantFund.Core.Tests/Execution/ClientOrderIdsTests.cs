using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

public sealed class ClientOrderIdsTests
{
    private static readonly Symbol Symbol = Symbol.Parse("BRK.B");

    [Fact]
    public void For_IsTheSame_ForTheSameArguments()
    {
        var id = ClientOrderIds.For("c20260105-0945", Symbol, 0, 2);

        id.Should().Be(ClientOrderIds.For("c20260105-0945", Symbol, 0, 2));
        id.Value.Should().Be("c20260105-0945-BRK.B-0-2");
    }

    [Fact]
    public void For_Differs_WhereAnyArgumentDiffers()
    {
        var ids = new[]
        {
            ClientOrderIds.For("c20260105-0945", Symbol, 0, 0),
            ClientOrderIds.For("c20260105-1000", Symbol, 0, 0),
            ClientOrderIds.For("c20260105-0945", Symbol.Parse("BRK"), 0, 0),
            ClientOrderIds.For("c20260105-0945", Symbol, 1, 0),
            ClientOrderIds.For("c20260105-0945", Symbol, 0, 1),
        };

        ids.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void For_KeepsWithin48Characters_AndRefusesWhatWouldNot()
    {
        // Origin, dash, ten letters of symbol, and -0-0: an origin of 33 makes exactly 48.
        var longest = Symbol.Parse("ABCDEFGHIJ");

        ClientOrderIds.For(new string('c', 33), longest, 0, 0).Value.Should().HaveLength(48);
        var tooLong = () => ClientOrderIds.For(new string('c', 34), longest, 0, 0);
        tooLong.Should().Throw<ArgumentException>().WithMessage("*longer than 48*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("C1")]
    [InlineData("c 1")]
    public void For_RefusesAnOrigin_ThatAnIdCantBeginWith(string origin)
    {
        var act = () => ClientOrderIds.For(origin, Symbol, 0, 0);

        act.Should().Throw<ArgumentException>();
    }
}
