using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Execution;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Risk;
using QuantFund.Infrastructure.PaperExchange;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.Running;
using QuantFund.Web.Security;

namespace QuantFund.Web.Settings;

/// <summary>Every setting of ours that something reads: the options of a section, and single keys beside them.</summary>
public static class KnownSettings
{
    /// <summary>The options behind each section; two may share one.</summary>
    public static IReadOnlyList<(string Section, Type Options)> Options { get; } =
    [
        (FundOptions.Section, typeof(FundOptions)),
        (EnsembleOptions.Section, typeof(EnsembleOptions)),
        (SlotOptions.Section, typeof(SlotOptions)),
        (ExchangeOptions.Section, typeof(ExchangeOptions)),
        (DataOptions.Section, typeof(DataOptions)),
        (RiskOptions.Section, typeof(RiskOptions)),
        (CostOptions.Section, typeof(CostOptions)),
        (DebateOptions.Section, typeof(DebateOptions)),
        (LearningOptions.Section, typeof(LearningOptions)),
        (ExecutionOptions.Section, typeof(ExecutionOptions)),
        (IngestionOptions.Section, typeof(IngestionOptions)),
        (AuthOptions.Section, typeof(AuthOptions)),
    ];

    /// <summary>Texts that are read where they are needed, without options of their own.</summary>
    public static IReadOnlyList<string> Single { get; } =
    [
        StoreName.ConnectionKey,
        StoreName.DirectoryKey,
        RunningHosts.Key,
        "Fund:Universe",
        // Where the exchange listens once it listens; until then scripts may name it as they will have to.
        "Exchange:Url",
    ];

    /// <summary>
    /// What the design names and this version has not: set, it would be silently without effect, and for a broker's keys
    /// that is a simulation that somebody takes for trading.
    /// </summary>
    public static IReadOnlyList<(string Key, string Why)> NotYet { get; } =
    [
        ("Alpaca", "This version has no client for Alpaca: it could only simulate"),
        ("Fund:AllowLive", "This version can't trade live"),
        ("AlphaVantage", "This version has no client for Alpha Vantage"),
        ("Fred", "This version has no client for FRED"),
        ("Llm", "This version has no client for a language model"),
        ("Debate:LlmStart", "This version has no client for a language model"),
        ("Debate:LlmCap", "This version has no client for a language model"),
        ("Debate:Budget", "This version has no client for a language model"),
        ("Notifications", "This version sends no notifications"),
        ("Exchange:Faults", "This version plays no faults from configuration"),
        ("Exchange:Accounts", "This version's exchange has one account"),
        ("ConnectionStrings:Redis", "This version has no backplane"),
    ];
}
