namespace QuantFund.Web.Charts;

/// <summary>
/// One point. Points stand side by side whatever the time between them, so that nights and weekends leave no gap;
/// <paramref name="X"/> is what the axis and the tooltip say.
/// </summary>
public readonly record struct ApexPoint(string X, double Y);

/// <summary>One line of a chart. <paramref name="Color"/> is the name of a CSS variable.</summary>
public sealed record ApexPointSeries(string Name, SeriesType Type, string Color, IReadOnlyList<ApexPoint> Points);
