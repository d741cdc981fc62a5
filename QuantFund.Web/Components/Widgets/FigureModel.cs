using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>One figure: what it is, its value with its unit, and what it means.</summary>
public sealed record FigureModel(string Label, string Value, string Note, Tone Tone = Tone.Plain, bool IsText = false);
