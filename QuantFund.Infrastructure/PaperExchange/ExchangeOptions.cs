using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>The built-in exchange: what it plays, how fast, and with how much money an account starts.</summary>
public sealed class ExchangeOptions
{
    public const string Section = "Exchange";

    public const string Synthetic = "synthetic";
    public const string Replayed = "replay";

    /// <summary><c>synthetic</c> (default) or <c>replay</c> of imported history.</summary>
    public string Market { get; set; } = Synthetic;

    /// <summary>Seed of the synthetic market and of quotes within bars, any whole number; default 1.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>Market time over wall time in session, 0.1 to 3600; default 60: a quarter hour takes 15 seconds.</summary>
    [Range(0.1, 3600)]
    public double Speed { get; set; } = 60;

    /// <summary>Dollars in a fresh account, 1,000 to 100 billion in whole cents; default 1,000,000.</summary>
    [Range(1_000.0, 100_000_000_000.0)]
    public decimal Cash { get; set; } = 1_000_000m;

    public ReplayOptions Replay { get; set; } = new();
}

/// <summary>The days to replay, New York dates, both included; by default all that were imported.</summary>
public sealed class ReplayOptions
{
    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }
}

/// <summary>Rules over several values, with messages that name the key and the remedy.</summary>
internal sealed class ExchangeOptionsRules : IValidateOptions<ExchangeOptions>
{
    public ValidateOptionsResult Validate(string? name, ExchangeOptions options)
    {
        var failures = new List<string>();
        if (options.Market is not (ExchangeOptions.Synthetic or ExchangeOptions.Replayed))
            failures.Add($"Exchange:Market is '{options.Market}'; it must be 'synthetic' or 'replay'.");
        if (!double.IsFinite(options.Speed) || options.Speed is < 0.1 or > 3600)
            failures.Add($"Exchange:Speed is {options.Speed}; it must be between 0.1 and 3600.");
        if (options.Cash is < 1_000m or > 100_000_000_000m || options.Cash != decimal.Round(options.Cash, 2))
            failures.Add(
                $"Exchange:Cash is {options.Cash}; it must be between 1000 and 100000000000 dollars, in whole cents."
            );
        if (options.Replay is { From: { } from, To: { } to } && from > to)
            failures.Add($"Exchange:Replay:From ({from:yyyy-MM-dd}) lies after Exchange:Replay:To ({to:yyyy-MM-dd}).");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
