using System.CommandLine;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Web.CommandLine.History;

/// <summary>Options that are numbers, read the same whatever the machine's culture (<see cref="InvariantNumber"/>).</summary>
internal static class NumberOption
{
    public static Option<decimal> Dollars(string name, string description, decimal byDefault) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => byDefault,
            CustomParser = argument =>
            {
                var text = argument.Tokens[0].Value;
                if (!InvariantNumber.TryMoney(text, out var value))
                    argument.AddError(
                        $"{name}: '{Printable.Of(text, 40)}' is no number: write 1000000, 1000000.50 or 1e6, without commas."
                    );
                return value;
            },
        };

    public static Option<int> Whole(string name, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = argument =>
            {
                var text = argument.Tokens[0].Value;
                if (!InvariantNumber.TryWhole(text, out var value))
                    argument.AddError(
                        $"{name}: '{Printable.Of(text, 40)}' is no whole number: write 20, without commas."
                    );
                return value;
            },
        };
}
