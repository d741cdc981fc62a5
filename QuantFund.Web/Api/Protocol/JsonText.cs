using System.Globalization;
using System.Text;

namespace QuantFund.Web.Api.Protocol;

/// <summary>JSON text before it is read.</summary>
public static class JsonText
{
    private const int EscapeLength = 6;
    private const string Replacement = "\\uFFFD";

    /// <summary>
    /// With every escape of half a surrogate pair replaced: the reader takes such a text for valid JSON, and then fails on
    /// the value.
    /// </summary>
    public static string WithWholeCharacters(string json)
    {
        var whole = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; )
        {
            var length =
                json[at] != '\\' ? 1
                : EscapedAt(json, at) is null ? 2
                : EscapeLength;
            if (EscapedAt(json, at) is { } first && char.IsSurrogate(first))
            {
                if (
                    char.IsHighSurrogate(first)
                    && EscapedAt(json, at + EscapeLength) is { } second
                    && char.IsLowSurrogate(second)
                )
                    length = 2 * EscapeLength;
                else
                {
                    whole.Append(Replacement);
                    at += EscapeLength;
                    continue;
                }
            }
            whole.Append(json, at, Math.Min(length, json.Length - at));
            at += length;
        }
        return whole.ToString();
    }

    private static char? EscapedAt(string json, int at) =>
        at + EscapeLength <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(
            json.AsSpan(at + 2, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var code
        )
            ? (char)code
            : null;
}
