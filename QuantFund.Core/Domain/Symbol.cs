using System.Diagnostics.CodeAnalysis;

namespace QuantFund.Core.Domain;

/// <summary>A ticker in the dotted form the broker uses (<c>BRK.B</c>): 1 to 10 capital letters, digits or dots.</summary>
public readonly record struct Symbol : IComparable<Symbol>
{
    private readonly string? value;

    private Symbol(string value) => this.value = value;

    public string Value => value ?? "";

    /// <exception cref="FormatException">The text is no ticker.</exception>
    public static Symbol Parse(string text) =>
        TryParse(text, out var symbol)
            ? symbol
            : throw new FormatException($"'{text}' is not a symbol: use 1 to 10 capital letters, digits or dots.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Symbol symbol)
    {
        var valid =
            text is { Length: >= 1 and <= 10 }
            && char.IsAsciiLetterUpper(text[0])
            && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '.');
        symbol = valid ? new Symbol(text!) : default;
        return valid;
    }

    /// <summary>Ten characters need no guard against crafted keys: every lookup of a name pays for its hash.</summary>
    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var letter in Value)
            hash = (hash * 31) + letter;
        return hash;
    }

    public int CompareTo(Symbol other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
