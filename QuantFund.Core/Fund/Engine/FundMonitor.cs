using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Engine;

/// <summary>The live monitor: marks the fund, tells everyone how it stands, and lets the risk acts judge it.</summary>
public sealed class FundMonitor(FundMarks marks, FundTeller teller, RiskActs acts)
{
    public async Task MarkAsync(CancellationToken cancellation)
    {
        if (await marks.MarkAsync(cancellation) is not { } marked)
            return;
        teller.Tell(marked.Fund, marked.Point);
        await acts.JudgeAsync(marked.Fund, marked.Act, cancellation);
    }
}
