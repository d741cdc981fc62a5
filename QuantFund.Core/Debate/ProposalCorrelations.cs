using System.Numerics.Tensors;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Debate;

/// <summary>
/// How the proposals' returns move together, had today's weights been held over the last 63 sessions. NaN with a proposal
/// that does not speak or does not vary.
/// </summary>
public sealed class ProposalCorrelations
{
    private readonly IReadOnlyList<Proposal> proposals;
    private readonly double[,] matrix;

    private ProposalCorrelations(IReadOnlyList<Proposal> proposals, double[,] matrix)
    {
        this.proposals = proposals;
        this.matrix = matrix;
    }

    public int Count => proposals.Count;

    public double this[int one, int other] => matrix[one, other];

    /// <summary>With the proposal of a strategy; NaN where there is none of that name.</summary>
    public double Of(int one, string strategy)
    {
        for (var other = 0; other < proposals.Count; other++)
            if (string.Equals(proposals[other].Profile.Id.Value, strategy, StringComparison.Ordinal))
                return matrix[one, other];
        return double.NaN;
    }

    public static ProposalCorrelations Between(IReadOnlyList<Proposal> proposals, ReturnPanel returns)
    {
        var paths = new double[proposals.Count][];
        for (var i = 0; i < paths.Length; i++)
            paths[i] = Path(proposals[i], returns);
        var between = new double[paths.Length, paths.Length];
        for (var i = 0; i < paths.Length; i++)
        for (var j = i; j < paths.Length; j++)
            between[i, j] = between[j, i] =
                proposals[i].Speaks && proposals[j].Speaks ? Correlation.Pearson(paths[i], paths[j]) : double.NaN;
        return new ProposalCorrelations(proposals, between);
    }

    private static double[] Path(Proposal proposal, ReturnPanel returns)
    {
        var path = new double[PortfolioVolatility.Sessions];
        if (!proposal.Speaks)
            return path;
        for (var row = 0; row < returns.Symbols; row++)
            if (proposal.Weights[row] != 0 && returns.Has(row, path.Length))
                TensorPrimitives.MultiplyAdd(returns.Last(row, path.Length), proposal.Weights[row], path, path);
        return path;
    }
}
