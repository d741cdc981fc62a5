using System.Globalization;
using AwesomeAssertions;
using QuantFund.Core.Domain.Formats;
using QuantFund.Core.Domain.Instruments;
using Xunit;

namespace QuantFund.Core.Tests.Domain;

public sealed class TextReadersTests
{
    [Theory]
    [InlineData("2025-10-30T15:00:00Z", "2025-10-30T15:00:00.0000000Z")]
    [InlineData("2025-10-30T15:00Z", "2025-10-30T15:00:00.0000000Z")]
    [InlineData("2025-10-30 15:00:00+00", "2025-10-30T15:00:00.0000000Z")]
    [InlineData("2025-10-30T11:00:00-0400", "2025-10-30T15:00:00.0000000Z")]
    [InlineData("2025-10-30T11:00:00-04:00", "2025-10-30T15:00:00.0000000Z")]
    [InlineData("2025-10-30T15:00:00.123456789Z", "2025-10-30T15:00:00.1234567Z")]
    [InlineData("2025-10-30T15:00:00.5Z", "2025-10-30T15:00:00.5000000Z")]
    [InlineData("2025-10-30T15:00:00", null)]
    [InlineData("2025-10-30", null)]
    [InlineData("30-OCT-2025 15:00:00", null)]
    [InlineData("10/30/2025 15:00:00Z", null)]
    [InlineData("2025-10-30T25:00:00Z", null)]
    [InlineData("2025-02-30T15:00:00Z", null)]
    [InlineData("2025-10-30T15:00:00+15:00", null)]
    [InlineData("2025-10-30T15:00:00 EST", null)]
    [InlineData("0001-01-01T00:00:00+14:00", null)]
    [InlineData("", null)]
    public void AMoment_IsIso8601WithItsOffset(string text, string? utc) =>
        (IsoTime.TryMoment(text, out var time) ? time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : null)
            .Should()
            .Be(utc);

    [Theory]
    [InlineData("2026-01-05", true)]
    [InlineData("2026-01-05T12:30", true)]
    [InlineData("5.1.2026", false)]
    [InlineData("12:30", false)]
    [InlineData("Jan 5", false)]
    [InlineData("2026-1-5", false)]
    public void WithoutAnOffset_ItIsUtc_AndNothingElseIsATime(string text, bool good)
    {
        IsoTime.TryUtc(text, out var time).Should().Be(good);
        if (good)
            (time.Offset, time.Date).Should().Be((TimeSpan.Zero, new DateTime(2026, 1, 5)));
    }

    [Theory]
    [InlineData("1000000", 1_000_000.0)]
    [InlineData("1e6", 1_000_000.0)]
    [InlineData("-1.5", -1.5)]
    [InlineData("1000000,00", null)]
    [InlineData("1,000,000", null)]
    [InlineData("1 000", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("1e999", null)]
    [InlineData("0x10", null)]
    [InlineData("$5", null)]
    [InlineData("", null)]
    public void ANumber_IsReadOneWay_WhateverTheCulture(string text, double? value)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = commas;
            (InvariantNumber.TryDouble(text, out var number) ? number : (double?)null).Should().Be(value);
            (InvariantNumber.TryMoney(text, out var money) ? money : (decimal?)null).Should().Be((decimal?)value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AUniverse_IsReadLikeAnyCsv()
    {
        var universe = UniverseCsv.Read(
            new StringReader("symbol,name,sector,kind\r\nXOM,\"Exxon \"\"X\"\", Inc.\",Energy,share\r\n")
        );

        universe[0].Name.Should().Be("Exxon \"X\", Inc.");
        FluentActions
            .Invoking(() => UniverseCsv.Read(new StringReader("symbol,name,sector,kind\nXOM,\"Exxon,Energy,share\n")))
            .Should()
            .Throw<FormatException>()
            .WithMessage("*Line 2*not closed*");
    }
}
