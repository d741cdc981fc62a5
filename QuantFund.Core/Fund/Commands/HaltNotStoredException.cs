namespace QuantFund.Core.Fund.Commands;

/// <summary>
/// A halt was heard and could not be stored yet. The message says what is stopped all the same and what is not, for the
/// operator as it stands.
/// </summary>
public sealed class HaltNotStoredException : Exception
{
    public HaltNotStoredException() { }

    public HaltNotStoredException(string message)
        : base(message) { }

    public HaltNotStoredException(string message, Exception? inner)
        : base(message, inner) { }
}
