using AwesomeAssertions;
using QuantFund.Web.Api.Protocol;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class ListingTests
{
    private static readonly string[] Names = ["D", "A", "C", "B", "E"];

    [Fact]
    public void Page_FollowedByItsCursors_GivesEveryItemOnce()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = Listing.Page(Names, n => n, 2, cursor);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);

        seen.Should().Equal("A", "B", "C", "D", "E");
    }

    [Fact]
    public void Page_ThatHoldsTheLastItem_HasNoCursor()
    {
        Listing.Page(Names, n => n, 5, null).NextCursor.Should().BeNull();
        Listing.Page(Names, n => n, 4, null).NextCursor.Should().Be("D");
    }
}
