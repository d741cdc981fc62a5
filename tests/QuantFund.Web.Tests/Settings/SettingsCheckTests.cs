using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using QuantFund.Web.Settings;
using Xunit;

namespace QuantFund.Web.Tests.Settings;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("Risk:MaxPositonFraction", "0.1", "Risk:MaxPositionFraction")]
    [InlineData("risk:maxpositionfractoin", "0.1", "Risk:MaxPositionFraction")]
    [InlineData("Exchange:Replay:Form", "2025-01-02", "Exchange:Replay:From")]
    [InlineData("Fund:Slot", "5", "Fund:Slots")]
    [InlineData("Data:Directroy", "x", "Data:Directory")]
    [InlineData("ConnectionStrings:Fnud", "Host=x", "ConnectionStrings:Fund")]
    [InlineData("Auth:BootstrapKeys", "x", "Auth:BootstrapKey")]
    [InlineData("Rsik:MaxPositionFraction", "0.1", "Risk")]
    [InlineData("Exection:FlattenDeadline", "00:05:00", "Execution")]
    public void AMisspeltKey_IsTold_WithTheNearestKnownName(string key, string value, string meant) =>
        Problems((key, value))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(key.Split(':')[0])
            .And.Contain($"Is {meant} meant?");

    [Theory]
    [InlineData("Exchange:Speed", "abc")]
    [InlineData("Exchange:Seed", "1.5")]
    [InlineData("Exchange:Cash", "1000000,00")]
    [InlineData("Fund:Slots", "fifteen")]
    [InlineData("Fund:ApprovalExpiry", "10 min")]
    [InlineData("Risk:EnableShorting", "ja")]
    [InlineData("Risk:MaxPositionFraction", "0,15")]
    [InlineData("Debate:Mode", "7")]
    [InlineData("Exchange:Replay:From", "5.1.2026")]
    [InlineData("Data:ReplayableSessions", "")]
    public void AValueOfAnotherType_IsTold_ByItsKey(string key, string value)
    {
        var problems = Problems((key, value));

        if (value.Length == 0)
            problems.Should().BeEmpty("an empty value is the default");
        else
            problems.Should().ContainSingle().Which.Should().Contain(key).And.Contain(value);
    }

    [Theory]
    [InlineData("Alpaca:KeyId", "PK1")]
    [InlineData("Alpaca:Environment", "live")]
    [InlineData("Alpaca:Environment", "paper")]
    [InlineData("Fund:AllowLive", "true")]
    [InlineData("Fred:ApiKey", "x")]
    [InlineData("Llm:Endpoint", "http://127.0.0.1")]
    [InlineData("Notifications:Telegram:Token", "x")]
    [InlineData("ConnectionStrings:Redis", "localhost")]
    [InlineData("Exchange:Faults:Seed", "1")]
    public void WhatCanHaveNoEffectYet_IsToldSo(string key, string value) =>
        Problems((key, value)).Should().ContainSingle().Which.Should().Contain(key).And.Contain("no effect");

    [Fact]
    public void KnownSettings_AndThoseOfOthers_PassWhateverTheirCase() =>
        Problems(
                ("exchange:speed", "60.5"),
                ("Exchange:Url", "http://127.0.0.1:0"),
                ("Exchange:Replay:To", "2025-01-31"),
                ("Risk:Restricted:0", "AAPL"),
                ("Risk:EnableShorting", "False"),
                ("Fund:ApprovalExpiry", "00:10:00"),
                ("Fund:AllowLive", "false"),
                ("Debate:Mode", "fast"),
                ("Serilog:MinimumLevel:Default", "Warning"),
                ("urls", "http://127.0.0.1:0"),
                ("AllowedHosts", "*"),
                ("PATH", "/usr/bin"),
                ("Fundamentals", "x"),
                ("HOME", "/root")
            )
            .Should()
            .BeEmpty();

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings) =>
        [
            .. SettingsCheck.Problems(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
                    .Build()
            ),
        ];
}
