using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>A plan that waits for a person, and the wall time it still has; null = no expiry.</summary>
public sealed record WaitingPlan(PlanView Plan, TimeSpan? Left);

/// <summary>What the person decided.</summary>
public sealed record PlanAnswer(bool Approved, string? Reason, IReadOnlyList<Core.Domain.Symbol> Excluded);
