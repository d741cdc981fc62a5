using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Learning;
using QuantFund.Core.Strategies;
using QuantFund.Core.Tests.Ensemble;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Learning;

public sealed class CounterfactualTests
{
    private static readonly RandomWalk Market = new(30);
    private static readonly FeatureTable Features = FeatureEngine.Build(Market.Snapshot());
    private static readonly int A = Features.Universe.IndexOf(Symbol.Parse("S00003"));
    private static readonly int B = Features.Universe.IndexOf(Symbol.Parse("S00007"));
    private static readonly Proposal[] Proposals =
    [
        EnsembleTests.Proposal("first", StrategyCategory.Position, (A, 0.5)),
        EnsembleTests.Proposal("second", StrategyCategory.Position, (B, -0.4)),
    ];

    [Fact]
    public void Books_HoldTheSameProposals_ByTheirOwnWeights()
    {
        var books = Step(CounterfactualBooks.Empty);

        // Capital .6 + .2 = .8, k = 2. Verdict .7/.3: .8·2·.7·.5 = .56 and .8·2·.3·(−.4) = −.192.
        Held(books.Learning).Should().Equal((A, 0.56), (B, -0.192));
        // Equal: .8·2·.5·.5 = .4 and −.32.
        Held(books.EqualWeights).Should().Equal((A, 0.4), (B, -0.32));
        // The debate alone, .5/.5, is the same here.
        Held(books.NoLearning).Should().Equal((A, 0.4), (B, -0.32));
        // There was no last week yet.
        Held(books.LastWeek).Should().Equal(Held(books.Learning));
        // One-way cost of a tenth of a percent on what was bought: .752 and .72 of equity.
        books.Learning.Equity.Should().BeApproximately(1 - 0.000752, 1e-12);
        books.EqualWeights.Equity.Should().BeApproximately(1 - 0.00072, 1e-12);
    }

    [Fact]
    public void LastWeeksBook_BlendsTheDebateWithTheLearnedWeightsOfFiveSessionsAgo()
    {
        var books = CounterfactualBooks.Empty;
        for (var day = 0; day < 7; day++)
            books = books.Closed(
                new DateOnly(2026, 3, 2).AddDays(day),
                new Dictionary<StrategyId, double>
                {
                    [Proposals[0].Profile.Id] = day / 10.0,
                    [Proposals[1].Profile.Id] = 1 - (day / 10.0),
                },
                CounterfactualBooks.Empty,
                overnight: 0
            );
        books.Past.Select(p => p.Session.Day).Should().Equal(4, 5, 6, 7, 8);

        books = Step(books);

        // Learned on the 4th: .2/.8; λ = .4: .6·.5 + .4·.2 = .38 of the vote: .8·2·.38·.5 = .304, the rest −.62·.64.
        Held(books.LastWeek).Should().Equal((A, 0.304), (B, -0.3968));
    }

    [Fact]
    public void ValueOfLearning_IsTheMeanDailyDifference_InBasisPoints()
    {
        var books = CounterfactualBooks.Empty with
        {
            Learning = ShadowBook.Empty.Moved(0.010).DayClosed().Book.Moved(0.002).DayClosed().Book,
            NoLearning = ShadowBook.Empty.Moved(0.004).DayClosed().Book.Moved(0.004).DayClosed().Book,
        };
        // (.012 − .008)/2 days.
        books.ValueBps.Should().BeApproximately(20, 1e-9);
        double.IsNaN(CounterfactualBooks.Empty.ValueBps).Should().BeTrue();
    }

    private static CounterfactualBooks Step(CounterfactualBooks before)
    {
        var costs = new double[Features.Count];
        Array.Fill(costs, 0.001);
        var none = new double[Features.Count];
        var targets = new TargetBook(
            Features.Universe,
            FundMode.Hybrid,
            Proposals,
            [0.6, 0.2],
            2,
            0.1,
            none,
            none,
            none
        );
        return CounterfactualBooks.Step(before, targets, [0.7, 0.3], [0.5, 0.5], 0.4, Features, costs);
    }

    private static IEnumerable<(int, double)> Held(ShadowBook book) =>
        book.Holdings.Select(h => (Features.Universe.IndexOf(h.Symbol), Math.Round(h.Weight, 9)));
}
