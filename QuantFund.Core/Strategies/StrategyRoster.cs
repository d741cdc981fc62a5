using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies.Futures;
using QuantFund.Core.Strategies.Intraday;
using QuantFund.Core.Strategies.LongShort;
using QuantFund.Core.Strategies.Position;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Strategies;

/// <summary>Phase C: the strategies of the fund; none hears what another says. A new one is one file and one line in <see cref="Standard"/>.</summary>
public sealed class StrategyRoster
{
    /// <summary>Under this many symbols asking one after another is faster than waking another core.</summary>
    private const int ParallelFrom = 1000;

    /// <exception cref="ArgumentException">Two strategies share an id.</exception>
    public StrategyRoster(IReadOnlyList<IStrategy> strategies)
    {
        Strategies = strategies;
        var twice = strategies.GroupBy(s => s.Profile.Id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"Two strategies are called {twice.Key}.", nameof(strategies));
    }

    public static StrategyRoster Standard { get; } =
        new([
            new IntradayMomentum(),
            new VwapReversion(),
            new VolumeSpike(),
            new RelativeStrengthIntraday(),
            new OpeningRangeBreakout(),
            new QuickMeanReversion(),
            new TimeSeriesMomentum(),
            new CrossSectionMomentum(),
            new MeanReversion(),
            new VolatilityTarget(),
            new NewsSentimentEvent(),
            new CrossSectionMomentumLongShort(),
            new TimeSeriesMomentumLongShort(),
            new MeanReversionLongShort(),
            new QualityValueLongShort(),
            new FuturesCarry(),
            new FuturesTrend(),
        ]);

    public IReadOnlyList<IStrategy> Strategies { get; }

    /// <param name="features">Phase B.</param>
    /// <param name="regime">The regime.</param>
    /// <param name="session">The session that the decision belongs to.</param>
    /// <param name="shortable">Per row: may be sold short.</param>
    /// <param name="memory">Opinions that still live.</param>
    /// <param name="ics">Each strategy's information coefficient; its prior where absent.</param>
    /// <param name="states">Disabled strategies stay silent; absent = enabled.</param>
    /// <param name="cycle">Names the cycle that new opinions are opened in.</param>
    /// <param name="shortingAllowed">False when the policy sells nothing short.</param>
    public (IReadOnlyList<Proposal> Proposals, OpinionMemory Memory) Propose(
        FeatureTable features,
        Regime regime,
        Session session,
        ReadOnlyMemory<bool> shortable,
        OpinionMemory memory,
        IReadOnlyDictionary<StrategyId, double> ics,
        IReadOnlyDictionary<StrategyId, StrategyState> states,
        CycleId cycle,
        bool shortingAllowed = true
    )
    {
        var said = new (Proposal Proposal, IReadOnlyList<OpenOpinion> Open)[Strategies.Count];
        if (features.Count < ParallelFrom)
            for (var i = 0; i < said.Length; i++)
                said[i] = Ask(Strategies[i]);
        else
            Parallel.For(0, said.Length, i => said[i] = Ask(Strategies[i]));
        return (
            [.. said.Select(s => s.Proposal)],
            new OpinionMemory(said.ToDictionary(s => s.Proposal.Profile.Id, s => s.Open))
        );

        (Proposal, IReadOnlyList<OpenOpinion>) Ask(IStrategy strategy)
        {
            var profile = strategy.Profile;
            var before = memory.Of(profile.Id);
            var (held, living) = HeldOpinions.Columns(profile, before, features, session);
            var context = new StrategyContext(features, regime, session, shortable, held)
            {
                ShortingAllowed = shortingAllowed,
            };
            var opinions = new Opinions(features.Count);
            if (states.TryGetValue(profile.Id, out var state) && state == StrategyState.Disabled)
                opinions.StaySilent(Abstention.StrategyDisabled);
            else
                strategy.Opine(context, opinions);
            return CommonTreatment.Apply(
                profile,
                ics.TryGetValue(profile.Id, out var ic) ? ic : profile.PriorIc,
                opinions,
                context,
                living,
                before,
                cycle
            );
        }
    }
}
