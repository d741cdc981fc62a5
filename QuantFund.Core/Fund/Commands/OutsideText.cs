using System.Globalization;
using System.Text;

namespace QuantFund.Core.Fund.Commands;

/// <summary>
/// Text that comes from a person or a program outside: how long it may be and which characters it may have, for every door
/// alike. Half a surrogate pair can be stored nowhere, a NUL not in PostgreSQL, and a control character would act on a
/// terminal that shows it.
/// </summary>
public static class OutsideText
{
    /// <summary>UTF-16 units of a reason: it is copied into each cycle that it keeps from running, and into the journal.</summary>
    public const int MostReason = 500;

    /// <summary>UTF-16 units of a name.</summary>
    public const int MostName = 100;

    private const string Cut = "…";

    /// <summary>What is wrong with a text and how to mend it; null when nothing is.</summary>
    public static string? Problem(string text, int most)
    {
        if (text.Length > most)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Must have at most {most} characters; it has {text.Length}."
            );
        var place = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // What an enumeration gives for half a pair is this character too: the text itself tells them apart.
            if (rune == Rune.ReplacementChar && text[place] != '\uFFFD')
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Must be whole Unicode characters; character {place + 1} is half of a surrogate pair."
                );
            if (!IsShown(rune))
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Must not have control characters; character {place + 1} is U+{rune.Value:X4}."
                );
            place += rune.Utf16SequenceLength;
        }
        return null;
    }

    /// <summary>
    /// The text as it can be stored: broken and control characters replaced, blanks at the ends cut off, no longer than
    /// <paramref name="most"/>; <paramref name="absent"/> where nothing is left.
    /// </summary>
    public static string Mended(string? text, int most, string absent)
    {
        var mended = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
            mended.Append(
                IsShown(rune) ? rune.ToString()
                : Rune.IsWhiteSpace(rune) ? " "
                : "\uFFFD"
            );
        var whole = mended.ToString().Trim();
        if (whole.Length <= most)
            return whole.Length > 0 ? whole : absent;
        var end = most - Cut.Length;
        return whole[..(char.IsHighSurrogate(whole[end - 1]) ? end - 1 : end)] + Cut;
    }

    /// <summary>The text with a question mark for whatever not every database's encoding has.</summary>
    public static string InAscii(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.IsAscii ? ((char)r.Value).ToString() : "?"));

    private static bool IsShown(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
            );
}
