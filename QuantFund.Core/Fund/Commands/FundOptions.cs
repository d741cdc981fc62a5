using System.ComponentModel.DataAnnotations;
using QuantFund.Core.Fund.Cycles;

namespace QuantFund.Core.Fund.Commands;

/// <summary>Section <c>Fund</c>: what the fund aims at, and what a person has a say in. <see cref="Pipeline.SlotOptions"/> has its times.</summary>
public sealed class FundOptions
{
    public const string Section = "Fund";

    /// <summary><c>auto</c>, <c>required</c>, or <c>above:&lt;fraction&gt;</c> of equity that a plan turns over. Default auto.</summary>
    [Required]
    public string Approval { get; set; } = "auto";

    /// <summary>A plan that nobody decides on within this wall time expires. 1 s to 1 day, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ApprovalExpiry { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A plan whose prices have moved by more than this fraction when it is approved is stale. 0.0001 to 0.5, default 0.01.
    /// </summary>
    [Range(0.0001, 0.5)]
    public double ApprovalPriceBand { get; set; } = 0.01;

    /// <summary>What is wrong across fields, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (ApprovalPolicy.TryParse(Approval) is null)
            yield return $"{Section}:Approval is '{Approval}': use auto, required or above:<fraction>, such as above:0.10.";
    }
}
