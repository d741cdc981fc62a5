using System.ComponentModel.DataAnnotations;

namespace QuantFund.Web.Security;

/// <summary>Who may come in.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>Default none. While set, an administrator's API key with this secret exists. At least 16 characters.</summary>
    [MinLength(16, ErrorMessage = "Auth:BootstrapKey must have at least 16 characters, or be left out.")]
    public string? BootstrapKey { get; set; }

    /// <summary>How long a printed sign-in link can be used, wall time. 1 minute to 1 day, default 30 minutes.</summary>
    [Range(
        typeof(TimeSpan),
        "00:01:00",
        "1.00:00:00",
        ErrorMessage = "Auth:LinkLifetime must be from 00:01:00 to 1.00:00:00."
    )]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a sign-in lasts without use, wall time. 5 minutes to 30 days, default 12 hours.</summary>
    [Range(
        typeof(TimeSpan),
        "00:05:00",
        "30.00:00:00",
        ErrorMessage = "Auth:SignInLifetime must be from 00:05:00 to 30.00:00:00."
    )]
    public TimeSpan SignInLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Requests a second that one key (or one address without a key) may keep up. 1 to 10,000, default 50.</summary>
    [Range(1, 10_000, ErrorMessage = "Auth:RequestsPerSecond must be from 1 to 10000.")]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests that may come at once before the rate counts. 1 to 100,000, default 500.</summary>
    [Range(1, 100_000, ErrorMessage = "Auth:RequestBurst must be from 1 to 100000.")]
    public int RequestBurst { get; set; } = 500;
}
