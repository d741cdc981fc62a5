namespace QuantFund.Web.Components.Text;

internal static class Signs
{
    public const string Minus = "\u2212";

    public static string Of(decimal value, bool plus = false) =>
        value < 0m ? Minus
        : plus && value > 0m ? "+"
        : "";
}

/// <summary>What stands where a value is not known: never zero.</summary>
public static class Missing
{
    public const string Text = "–";
}
