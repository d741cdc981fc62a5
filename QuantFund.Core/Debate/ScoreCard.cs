using QuantFund.Core.Domain;

namespace QuantFund.Core.Debate;

/// <summary>
/// One strategy before the judges: each part in [0, 1], NaN = nothing known of it, and then the other parts share its
/// weight. Total = Σ weight·part over the known parts / Σ of their weights; 0 for a strategy that does not speak.
/// Source: STRATEGIES, section D1.
/// </summary>
public sealed record ScoreCard(
    StrategyId Strategy,
    bool Speaks,
    double Alpha,
    double RegimeFit,
    double Diversification,
    double Drawdown,
    double Sentiment,
    double Macro
)
{
    public const double AlphaWeight = 0.30;
    public const double RegimeFitWeight = 0.20;
    public const double DiversificationWeight = 0.20;
    public const double DrawdownWeight = 0.15;
    public const double SentimentWeight = 0.075;
    public const double MacroWeight = 0.075;

    public double Total
    {
        get
        {
            if (!Speaks)
                return 0;
            double sum = 0,
                weights = 0;
            Add(Alpha, AlphaWeight);
            Add(RegimeFit, RegimeFitWeight);
            Add(Diversification, DiversificationWeight);
            Add(Drawdown, DrawdownWeight);
            Add(Sentiment, SentimentWeight);
            Add(Macro, MacroWeight);
            return weights > 0 ? sum / weights : 0;

            void Add(double part, double weight)
            {
                if (double.IsNaN(part))
                    return;
                sum += weight * part;
                weights += weight;
            }
        }
    }
}
