using MudBlazor;

namespace QuantFund.Web.Components.Layout;

/// <summary>MudBlazor's colours and letters, the same as the variables of css/app.css.</summary>
public static class Theme
{
    private static readonly string[] Font = ["Roboto", "Helvetica", "Arial", "sans-serif"];

    public static MudTheme Fund { get; } =
        new()
        {
            PaletteDark = new PaletteDark
            {
                Primary = "#6fb1ff",
                PrimaryContrastText = "#08131f",
                Error = "#ff7a85",
                ErrorContrastText = "#1c0508",
                Success = "#3fc793",
                SuccessContrastText = "#04150d",
                Warning = "#f0b441",
                WarningContrastText = "#1a1202",
                Background = "#0b1017",
                Surface = "#121a24",
                TextPrimary = "#e3eaf2",
                TextSecondary = "#9aa9ba",
                ActionDefault = "#b8c4d2",
                LinesDefault = "#223041",
                LinesInputs = "#4a5d73",
                Divider = "#223041",
            },
            PaletteLight = new PaletteLight
            {
                Primary = "#0b5cad",
                PrimaryContrastText = "#ffffff",
                Error = "#b3202f",
                ErrorContrastText = "#ffffff",
                Success = "#0c7a4d",
                SuccessContrastText = "#ffffff",
                Warning = "#8a5a00",
                WarningContrastText = "#ffffff",
                Background = "#eef2f6",
                Surface = "#ffffff",
                TextPrimary = "#16202b",
                TextSecondary = "#516173",
                ActionDefault = "#3d4c5c",
                LinesDefault = "#d5dde6",
                LinesInputs = "#8795a5",
                Divider = "#d5dde6",
            },
            Typography = new Typography
            {
                Default = new DefaultTypography { FontFamily = Font, FontSize = ".875rem" },
                Button = new ButtonTypography
                {
                    FontFamily = Font,
                    TextTransform = "none",
                    FontWeight = "500",
                },
            },
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        };
}
