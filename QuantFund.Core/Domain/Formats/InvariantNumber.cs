using System.Globalization;

namespace QuantFund.Core.Domain.Formats;

/// <summary>
/// Numbers as every file, option and key is read: digits with a point for the decimals, a sign and an exponent where wanted
/// (<c>1e6</c>). A comma means thousands to some and decimals to others and is refused, and so is what is no finite number.
/// </summary>
public static class InvariantNumber
{
    private const NumberStyles Form =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool TryDouble(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, Form, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public static bool TryMoney(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, Form, CultureInfo.InvariantCulture, out value);

    public static bool TryWhole(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        // 1e3 is a whole number too.
        if (!TryMoney(text, out var number) || number != decimal.Truncate(number) || Math.Abs(number) > int.MaxValue)
            return false;
        value = (int)number;
        return true;
    }
}
