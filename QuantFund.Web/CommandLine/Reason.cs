using System.CommandLine;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.CommandLine;

/// <summary>Why someone acts: required, and more than blanks, for it goes into the journal.</summary>
internal static class Reason
{
    /// <summary>Who acts, as the journal names it.</summary>
    public const string CommandLine = "command-line";

    /// <param name="description">For the help.</param>
    /// <param name="mended">True for a halt: a reason that can't be stored is mended, not refused.</param>
    public static Option<string> Option(string description, bool mended = false)
    {
        var option = new Option<string>("--reason") { Required = true, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var only] && string.IsNullOrWhiteSpace(only.Value))
                result.AddError("Option '--reason' must not be empty.");
            else if (
                !mended
                && result.Tokens is [var given]
                && OutsideText.Problem(given.Value, OutsideText.MostReason) is { } problem
            )
                result.AddError($"--reason: {problem}");
        });
        return option;
    }
}
