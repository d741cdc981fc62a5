using System.Globalization;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Execution.Broker;

/// <summary>
/// The fund's own order names: <c>origin-symbol-slice-attempt</c>. A function of its arguments alone, so that an order
/// that may have been sent is found again under the same name and never sent under a second one.
/// </summary>
public static class ClientOrderIds
{
    /// <summary>Longest name that every broker of ours keeps whole.</summary>
    public const int MaxLength = 48;

    /// <param name="origin">What the order belongs to: a cycle id, or the name of a risk act or command.</param>
    /// <param name="symbol">The name traded.</param>
    /// <param name="slice">Place of the order in its parent: 0 first; a trade that crosses zero has two.</param>
    /// <param name="attempt">0 for the first price, one more for each time it is priced anew.</param>
    /// <exception cref="ArgumentException">The origin is too long, or holds anything but small letters, digits and dashes.</exception>
    public static ClientOrderId For(string origin, Symbol symbol, int slice, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slice);
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        if (origin.Length == 0 || !origin.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException(
                $"'{origin}' can't begin an order id: use a-z, 0-9 and dashes.",
                nameof(origin)
            );
        var id = string.Create(CultureInfo.InvariantCulture, $"{origin}-{symbol}-{slice}-{attempt}");
        if (id.Length > MaxLength)
            throw new ArgumentException($"The order id '{id}' is longer than {MaxLength} characters.", nameof(origin));
        return new ClientOrderId(id);
    }
}
