using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

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
    [Range(0.1, 3600.0, ErrorMessage = "must be from 0.1 to 3600.")]
    public double Speed { get; set; } = 60;

    /// <summary>Dollars in a fresh account, 1,000 to 100 billion in whole cents; default 1,000,000.</summary>
    [Range(1_000.0, 100_000_000_000.0, ErrorMessage = "must be from 1000 to 100000000000 dollars.")]
    public decimal Cash { get; set; } = 1_000_000m;

    public ReplayOptions Replay { get; set; } = new();

    /// <summary>What is wrong beyond the ranges, one sentence each, with the key and the remedy.</summary>
    public IEnumerable<string> Problems()
    {
        if (Market is not (Synthetic or Replayed))
            yield return $"{Section}:Market is '{Market}'; it must be 'synthetic' or 'replay'.";
        if (Cash != decimal.Round(Cash, 2))
            yield return $"{Section}:Cash is {Cash}; it must be in whole cents.";
        if (Replay is { From: { } from, To: { } to } && from > to)
            yield return $"{Section}:Replay:From ({from:yyyy-MM-dd}) lies after {Section}:Replay:To ({to:yyyy-MM-dd}).";
    }
}

/// <summary>The days to replay, New York dates, both included; by default all that were imported.</summary>
public sealed class ReplayOptions
{
    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }
}
