using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>
/// Everything that a decision was made from: what it was asked, the policy then in force, the market as it was known, and
/// who judged the debate. Running the cycle on it again gives the same decision, bit for bit, on the same kind of processor.
/// </summary>
/// <param name="Request">Book, memory before, ladder, state, session.</param>
/// <param name="Policy">Each phase's options at the time.</param>
/// <param name="Snapshot">The market; nothing in it is newer than the decision.</param>
/// <param name="Debater">The name that the verdict carries.</param>
/// <param name="Build">The program that decided: <see cref="CoreBuild.Id"/>.</param>
public sealed record CycleInputs(
    DecisionRequest Request,
    DecisionOptions Policy,
    MarketSnapshot Snapshot,
    string Debater,
    string Build
);

/// <summary>Names the program that decides.</summary>
public static class CoreBuild
{
    /// <summary>The same for the same source code and compiler, another one after any change of either.</summary>
    public static string Id { get; } = typeof(CoreBuild).Module.ModuleVersionId.ToString("N");
}
