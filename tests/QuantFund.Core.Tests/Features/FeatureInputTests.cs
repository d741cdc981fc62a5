using AwesomeAssertions;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Features;

public sealed class FeatureInputTests
{
    [Fact]
    public void EveryFeature_NamesItsSource_OnceEach()
    {
        var inputs = FeatureEngine.Build(new RandomWalk(5).Snapshot()).Inputs;

        inputs.SelectMany(i => i.Features).Should().Equal(FeatureNames.All);
        Of(inputs, "ret_21").Source.Should().Be(SourceNames.DailyPrices);
        Of(inputs, "vwap_z").Source.Should().Be(SourceNames.IntradayPrices);
        Of(inputs, "sent_score").Source.Should().Be(SourceNames.News);
        inputs.Should().OnlyContain(i => i.Source == SourceNames.Macro || (i.Gate == null && i.AgeSeconds == 0));
    }

    [Fact]
    public void SourceThatIsTooOld_IsNamedWithItsAge_AndWhyItWasNotRead()
    {
        var snapshot = new RandomWalk(5).Snapshot();
        var late = new SourceStatus(
            SourceNames.IntradayPrices,
            SourceHealth.Stale,
            snapshot.AsOf.AddHours(-1),
            3600,
            null,
            null
        )
        {
            Outdated = true,
        };

        var inputs = FeatureEngine
            .Build(
                snapshot with
                {
                    Sources = [.. snapshot.Sources.Where(s => s.Name != SourceNames.IntradayPrices), late],
                }
            )
            .Inputs;

        var vwap = Of(inputs, "vwap_z");
        vwap.AsOf.Should().Be(snapshot.AsOf.AddHours(-1));
        vwap.AgeSeconds.Should().Be(3600);
        vwap.Gate.Should().NotBeNull();
        Of(inputs, "ret_21").Gate.Should().BeNull();
    }

    private static FeatureInput Of(IEnumerable<FeatureInput> inputs, string feature) =>
        inputs.Single(i => i.Features.Contains(feature, StringComparer.Ordinal));
}
