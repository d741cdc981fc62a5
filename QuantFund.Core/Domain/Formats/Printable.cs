using System.Globalization;
using System.Text;

namespace QuantFund.Core.Domain.Formats;

/// <summary>
/// Text from a file or from outside, made fit for a terminal or a log: control characters (colours, cursor movement, line
/// breaks) and the marks that turn the direction of writing are written as escapes, as <c>\u001B</c>.
/// </summary>
public static class Printable
{
    public static string Of(string text) => text.Any(IsHidden) ? Escaped(text) : text;

    /// <summary>The same, cut to a length that a message can hold.</summary>
    public static string Of(string text, int longest) =>
        Of(text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…"));

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (IsHidden(character))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            else
                escaped.Append(character);
        }
        return escaped.ToString();
    }

    private static bool IsHidden(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
