using System.CommandLine;

namespace QuantFund.Web.CommandLine;

/// <summary>Why someone acts: required, and more than blanks, for it goes into the journal.</summary>
internal static class Reason
{
    /// <summary>Who acts, as the journal names it.</summary>
    public const string CommandLine = "command-line";

    public static Option<string> Option(string description)
    {
        var option = new Option<string>("--reason") { Required = true, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var only] && string.IsNullOrWhiteSpace(only.Value))
                result.AddError("Option '--reason' must not be empty.");
        });
        return option;
    }
}
