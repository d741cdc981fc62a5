using AwesomeAssertions;
using QuantFund.Core.Domain;
using Xunit;

namespace QuantFund.Core.Tests.Domain;

public sealed class PageCursorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(long.MaxValue)]
    public void Cursor_LeadsBackToItsPlace(long place) => PageCursor.Before(PageCursor.Of(place)).Should().Be(place);

    [Fact]
    public void NoCursor_BeginsAtTheNewest() => PageCursor.Before(null).Should().Be(long.MaxValue);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("xyz")]
    [InlineData("ffffffffffffffff")]
    [InlineData("10000000000000000")]
    public void Cursor_ThatNoPageGave_IsRefusedByName(string cursor)
    {
        PageCursor.TryParse(cursor, out _).Should().BeFalse();
        FluentActions
            .Invoking(() => PageCursor.Before(cursor))
            .Should()
            .Throw<FormatException>()
            .WithMessage("cursor:*");
    }
}
