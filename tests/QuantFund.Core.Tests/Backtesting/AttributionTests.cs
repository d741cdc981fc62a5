using AwesomeAssertions;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Backtesting.Figures;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

public sealed class AttributionTests
{
    private static readonly Symbol Share = Symbol.Parse("S00001");
    private static readonly Universe Names = new RandomWalk(3).Universe;
    private static readonly StrategyProfile[] Profiles =
    [
        .. StrategyRoster.Standard.Strategies.Select(s => s.Profile).Take(3),
    ];

    private readonly Attribution attribution = new();

    [Fact]
    public void APosition_BelongsToThoseWhoAskedForItsSide_ByWhatTheyAsked()
    {
        // Asked: .03, .01 and −.02; net +.02, held long: three quarters and one quarter, nothing for who wanted it short.
        attribution.Decided(Wanted(0.03, 0.01, -0.02), [Share]);
        attribution.Traded(Trade(Side.Buy, 100m, price: 10.02m, open: 10m, fees: 0.04m), 100m);
        attribution.Earned(Share, 60m);

        Of(0)
            .Should()
            .BeEquivalentTo(
                new
                {
                    PricePnl = 45m,
                    TradingCost = 1.5m,
                    Fees = 0.03m,
                    Trades = 1,
                }
            );
        Of(1)
            .Should()
            .BeEquivalentTo(
                new
                {
                    PricePnl = 15m,
                    TradingCost = 0.5m,
                    Fees = 0.01m,
                    Trades = 1,
                }
            );
        Of(2)
            .Should()
            .BeEquivalentTo(
                new
                {
                    PricePnl = 0m,
                    TradingCost = 0m,
                    Trades = 0,
                    Spoke = 1,
                }
            );
        Of(0).Net.Should().Be(45m - 1.5m - 0.03m);
    }

    [Fact]
    public void TheParts_AddUpToEveryAmount_HoweverItDivides()
    {
        attribution.Decided(Wanted(0.01, 0.01, 0.01), [Share]);
        attribution.Traded(Trade(Side.Buy, 1m, price: 10.0001m, open: 10m, fees: 0.0001m), 1m);
        attribution.Earned(Share, 0.0001m);
        attribution.Earned(Share, -100m);

        attribution.Results().Sum(r => r.PricePnl).Should().Be(-99.9999m);
        attribution.Results().Sum(r => r.TradingCost).Should().Be(0.0001m);
        attribution.Results().Sum(r => r.Fees).Should().Be(0.0001m);
    }

    [Fact]
    public void AnExit_CostsThoseWhosePositionItWas_AndEndsTheirPart()
    {
        attribution.Decided(Wanted(0.02, 0, 0), [Share]);
        attribution.Traded(Trade(Side.Buy, 10m, 10m, 10m, 0m), 10m);
        attribution.Decided(Wanted(0, -0.02, 0), [Share]);
        attribution.Traded(Trade(Side.Sell, 10m, 9.9m, 10m, 0m), 0m);
        attribution.Traded(Trade(Side.Sell, 5m, 9.8m, 10m, 0m), -5m);
        attribution.Borrowed(Share, 2m);

        Of(0).TradingCost.Should().Be(1m);
        Of(1).TradingCost.Should().Be(1m);
        Of(1).Borrow.Should().Be(2m);
    }

    [Fact]
    public void WhoLeaves_PaysForLeaving_AndWhoStaysDoesNot()
    {
        // 40 shares, half and half; then the first wants none and the second as before: 20 are sold, for the first alone.
        attribution.Decided(Wanted(0.02, 0.02, 0), [Share]);
        attribution.Traded(Trade(Side.Buy, 40m, 10m, 10m, 0m), 40m);
        attribution.Decided(Wanted(0, 0.02, 0), [Share]);
        attribution.Traded(Trade(Side.Sell, 20m, 9.9m, 10m, 0.2m), 20m);
        attribution.Earned(Share, 7m);

        Of(0)
            .Should()
            .BeEquivalentTo(
                new
                {
                    TradingCost = 2m,
                    Fees = 0.2m,
                    PricePnl = 0m,
                    Trades = 2,
                }
            );
        Of(1)
            .Should()
            .BeEquivalentTo(
                new
                {
                    TradingCost = 0m,
                    Fees = 0m,
                    PricePnl = 7m,
                    Trades = 1,
                }
            );
    }

    [Fact]
    public void WhoJoins_PaysForJoining()
    {
        // 20 shares of the first; the second wants three times as much beside it: 60 are bought, all of them its part.
        attribution.Decided(Wanted(0.01, 0, 0), [Share]);
        attribution.Traded(Trade(Side.Buy, 20m, 10m, 10m, 0m), 20m);
        attribution.Decided(Wanted(0.01, 0.03, 0), [Share]);
        attribution.Traded(Trade(Side.Buy, 60m, 10.1m, 10m, 0m), 80m);
        attribution.Earned(Share, 8m);

        Of(0).Should().BeEquivalentTo(new { TradingCost = 0m, PricePnl = 2m });
        Of(1).Should().BeEquivalentTo(new { TradingCost = 6m, PricePnl = 6m });
    }

    private StrategyResult Of(int strategy) =>
        attribution
            .Results()
            .Single(r => string.Equals(r.Strategy, Profiles[strategy].Id.Value, StringComparison.Ordinal));

    private static TargetBook Wanted(params double[] asked)
    {
        var row = Names.IndexOf(Share);
        Proposal[] proposals = [.. asked.Select((weight, i) => ProposalOf(Profiles[i], weight, row))];
        var zeros = new double[Names.Count];
        return new TargetBook(Names, FundMode.Hybrid, proposals, [1, 1, 1], 1, 0.1, zeros, zeros, zeros);
    }

    private static Proposal ProposalOf(StrategyProfile profile, double weight, int row)
    {
        var (weights, convictions) = (new double[Names.Count], new double[Names.Count]);
        weights[row] = convictions[row] = weight;
        return new Proposal(
            profile,
            0.05,
            convictions,
            new Abstention[Names.Count],
            null,
            weights,
            new double[Names.Count],
            0.1
        );
    }

    private static BacktestTrade Trade(Side side, decimal quantity, decimal price, decimal open, decimal fees) =>
        new(
            DateTimeOffset.UnixEpoch,
            Share,
            side,
            quantity,
            price,
            open,
            (quantity * Math.Abs(price - open)) + fees,
            fees,
            []
        );
}
