using System.Text;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Web.Api;
using QuantFund.Web.Api.Protocol;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class StrictJsonTests
{
    [Fact]
    public void Read_GivesTheValue_WhenEveryFieldFits()
    {
        var (value, errors) = Read<ApproveBody>("""{"planHash":"ab","reason":"fine","exclude":["MSFT","BRK.B"]}""");

        errors.Should().BeEmpty();
        value!.PlanHash.Should().Be("ab");
        value.Exclude.Should().Equal(Symbol.Parse("MSFT"), Symbol.Parse("BRK.B"));
    }

    [Fact]
    public void Read_NamesEveryWrongField_NotOnlyTheFirst()
    {
        var (value, errors) = Read<HaltBody>("""{"reason":5,"cancelOrders":"yes","flaten":true}""");

        value.Should().BeNull();
        errors.Select(e => e.Field).Should().Equal("reason", "cancelOrders", "flaten");
        errors[1].Message.Should().Be("Must be true or false.");
        errors[2].Message.Should().Be("Unknown field. Known are: reason, cancelOrders, flatten.");
    }

    [Theory]
    [InlineData("Reason")]
    [InlineData("REASON")]
    public void Read_TakesNames_ExactlyAsWritten(string name)
    {
        var (_, errors) = Read<ResumeBody>($$"""{"{{name}}":"x"}""");

        errors.Should().ContainSingle().Which.Field.Should().Be(name);
    }

    [Fact]
    public void Read_SaysWhichValuesAnEnumerationHas()
    {
        var (_, errors) = Read<StrategyBody>("""{"state":"on"}""");

        errors.Should().Equal(new FieldError("state", "Must be one of: enabled, shadow, disabled."));
    }

    [Fact]
    public void Read_RefusesNumbers_ForAnEnumeration()
    {
        var (_, errors) = Read<StrategyBody>("""{"state":1}""");

        errors.Should().ContainSingle().Which.Field.Should().Be("state");
    }

    [Fact]
    public void Read_PassesOnWhatASymbolLooksLike()
    {
        var (_, errors) = Read<ApproveBody>("""{"planHash":"ab","exclude":["aapl"]}""");

        errors.Should().ContainSingle().Which.Message.Should().Contain("'aapl' is not a symbol");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{\"reason\":")]
    [InlineData("{\"reason\":\"a\",\"reason\":\"b\"}")]
    [InlineData("")]
    public void Read_RefusesWhatIsNoObject(string json)
    {
        var (value, errors) = Read<ResumeBody>(json);

        value.Should().BeNull();
        errors.Should().ContainSingle().Which.Field.Should().Be("body");
    }

    private static (T?, IReadOnlyList<FieldError>) Read<T>(string json)
        where T : class => StrictJson.Read<T>(Encoding.UTF8.GetBytes(json));
}
