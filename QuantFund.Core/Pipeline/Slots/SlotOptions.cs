using System.ComponentModel.DataAnnotations;

namespace QuantFund.Core.Pipeline.Slots;

/// <summary>How often the fund decides.</summary>
public sealed class SlotOptions
{
    public const string Section = "Fund";

    /// <summary>Minutes of market time between cycles: 5 to 195, default 15.</summary>
    [Range(5, 195, ErrorMessage = "Fund:Slots is the number of minutes between cycles: 5 to 195.")]
    public int Slots { get; init; } = 15;
}
