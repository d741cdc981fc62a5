using AwesomeAssertions;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Futures;
using QuantFund.Core.Strategies.Intraday;
using QuantFund.Core.Strategies.LongShort;
using QuantFund.Core.Strategies.Position;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

public sealed class IntradayMomentumContract() : StrategyContract(new IntradayMomentum())
{
    protected override RandomWalk Market() => BusyDay.Of(base.Market());
}

public sealed class VolumeSpikeContract() : StrategyContract(new VolumeSpike())
{
    protected override RandomWalk Market() => BusyDay.Of(base.Market());
}

public sealed class RelativeStrengthIntradayContract() : StrategyContract(new RelativeStrengthIntraday());

public sealed class OpeningRangeBreakoutContract() : StrategyContract(new OpeningRangeBreakout());

public sealed class QuickMeanReversionContract() : StrategyContract(new QuickMeanReversion())
{
    protected override RandomWalk Market() => SharpHalfHour.Of(base.Market());
}

public sealed class VwapReversionContract() : StrategyContract(new VwapReversion());

public sealed class TimeSeriesMomentumContract() : StrategyContract(new TimeSeriesMomentum());

public sealed class CrossSectionMomentumContract() : StrategyContract(new CrossSectionMomentum());

public sealed class MeanReversionLongShortContract() : StrategyContract(new MeanReversionLongShort());

public sealed class MeanReversionContract() : StrategyContract(new MeanReversion());

public sealed class VolatilityTargetContract() : StrategyContract(new VolatilityTarget());

public sealed class NewsSentimentEventContract() : StrategyContract(new NewsSentimentEvent())
{
    protected override RandomWalk Market() => MuchNews.Of(base.Market());
}

public sealed class CrossSectionMomentumLongShortContract() : StrategyContract(new CrossSectionMomentumLongShort());

public sealed class TimeSeriesMomentumLongShortContract() : StrategyContract(new TimeSeriesMomentumLongShort());

public sealed class QualityValueLongShortContract() : StrategyContract(new QualityValueLongShort())
{
    // Any columns will do that differ between shares and follow them when they are renamed.
    protected override void Complete(FeatureTable features) =>
        features.Fundamentals = new FundamentalColumns(
            features[Feature.Ret21].ToArray(),
            features[Feature.Ret5].ToArray(),
            features[Feature.Vol21].ToArray(),
            features[Feature.Ret63].ToArray(),
            features[Feature.Vol63].ToArray(),
            features[Feature.Ret1].ToArray(),
            features[Feature.Z20].ToArray()
        );
}

public sealed class FuturesTrendContract() : StrategyContract(new FuturesTrend())
{
    protected override string Broken => "GLD";

    protected override RandomWalk Market() => new(Shares, more: FuturesProxies.Symbols);
}

public sealed class FuturesCarryContract() : StrategyContract(new FuturesCarry())
{
    protected override string Broken => "GLD";

    protected override RandomWalk Market() => RatesOfWinter.On(new(Shares, more: FuturesProxies.Symbols));
}

public sealed class RosterContract
{
    [Fact]
    public void EveryStrategyOfTheRoster_HasItsContractTest()
    {
        var tested = typeof(StrategyContract)
            .Assembly.GetTypes()
            .Where(t => t.BaseType == typeof(StrategyContract))
            .Select(t => t.Name);
        var expected = StrategyRoster.Standard.Strategies.Select(s => s.GetType().Name + "Contract");
        tested.Should().Contain(expected);
    }

    [Fact]
    public void TwoStrategiesOfOneName_AreRefused()
    {
        var act = () => new StrategyRoster([new VwapReversion(), new VwapReversion()]);
        act.Should().Throw<ArgumentException>().WithMessage("Two strategies are called vwap-reversion.*");
    }
}
