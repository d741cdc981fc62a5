namespace QuantFund.Web.Charts;

// The names follow Blazor-ApexCharts, so that it can take this folder's place. Only what the screens use is here.

public enum SeriesType
{
    Line,
    Area,
}

/// <summary>How a value is written on an axis or in a tooltip; the script knows each by name.</summary>
public enum ValueFormat
{
    Number,
    Usd,
    Percent,
}

/// <summary>How a chart looks. Colours are the names of CSS variables, read anew when the theme changes.</summary>
public sealed record ApexChartOptions
{
    /// <summary>Charts of one group share the crosshair.</summary>
    public string? Group { get; init; }

    public int Height { get; init; } = 240;

    public Yaxis Yaxis { get; init; } = new();

    /// <summary>Whether the time labels are drawn: the lowest chart of a group has them.</summary>
    public bool ShowXaxisLabels { get; init; } = true;

    public IReadOnlyList<AnnotationsYAxis> Annotations { get; init; } = [];
}

/// <summary>The value axis. Null bounds follow the data.</summary>
public sealed record Yaxis(
    ValueFormat Format = ValueFormat.Number,
    double? Min = null,
    double? Max = null,
    int TickAmount = 4
);

/// <summary>A horizontal line at <paramref name="Y"/>, or a band up to <paramref name="Y2"/>, with a label.</summary>
public sealed record AnnotationsYAxis(double Y, double? Y2, string Label, string Color, double Opacity = 1);
