using System.ComponentModel.DataAnnotations;

namespace QuantFund.Core.Debate;

public enum DebateMode
{
    Full,
    Fast,
}

/// <summary>Section <c>Debate</c>.</summary>
public sealed class DebateOptions
{
    public const string Section = "Debate";

    /// <summary>Fast blends intraday against position by VIX, time of day and news alone. Default full.</summary>
    [EnumDataType(typeof(DebateMode))]
    public DebateMode Mode { get; set; } = DebateMode.Full;
}
