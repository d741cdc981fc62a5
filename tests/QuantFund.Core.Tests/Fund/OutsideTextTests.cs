using AwesomeAssertions;
using CsCheck;
using QuantFund.Core.Fund.Commands;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class OutsideTextTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("Ärger mit 国 and 😀 \uFFFD", null)]
    [InlineData("abcdefghijabcdefghijabcdefghij", null)]
    [InlineData("abcdefghijabcdefghijabcdefghijk", "30 characters")]
    [InlineData("a\0", "character 2 is U+0000")]
    [InlineData("a\u001B[31m", "U+001B")]
    [InlineData("a\u009Fb", "U+009F")]
    [InlineData("a\u2028b", "U+2028")]
    public void Problem_NamesWhatIsWrong(string text, string? named)
    {
        var problem = OutsideText.Problem(text, 30);

        if (named is null)
            problem.Should().BeNull();
        else
            problem.Should().Contain(named);
    }

    [Theory]
    [InlineData(null, "none")]
    [InlineData("  \n ", "none")]
    [InlineData(" as it is ", "as it is")]
    [InlineData("a\0b\tc", "a\uFFFDb c")]
    [InlineData("12345678", "12345678")]
    [InlineData("123456789", "1234567…")]
    [InlineData("123456😀9", "123456…")]
    public void Mended_CanBeStored(string? text, string mended) =>
        OutsideText.Mended(text, 8, "none").Should().Be(mended);

    // Built when the test runs: half a pair does not survive in an attribute.
    [Fact]
    public void HalfAPair_IsFound_AndReplaced()
    {
        OutsideText.Problem("😀" + (char)0xD800, 30).Should().Contain("character 3 is half");
        OutsideText.Problem((char)0xDC00 + "a", 30).Should().Contain("character 1 is half");
        OutsideText.Mended("a" + (char)0xD800 + "b", 8, "none").Should().Be("a\uFFFDb");
    }

    [Fact]
    public void Mended_IsAlwaysWithoutProblem_AndStaysAsItIs() =>
        Gen.Select(Gen.Char.Array[0, 40], Gen.Int[2, 20])
            .Sample(
                (chars, most) =>
                {
                    var once = OutsideText.Mended(new string(chars), most, "x");
                    return OutsideText.Problem(once, most) is null && OutsideText.Mended(once, most, "x") == once;
                }
            );

    [Fact]
    public void InAscii_HasNothingElse() => OutsideText.InAscii("aÄ😀z").Should().Be("a??z");
}
