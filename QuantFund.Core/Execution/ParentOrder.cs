using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Execution;

/// <summary>
/// A trade as the desk works it: one order at a time, each attempt under a name of its own, until it is filled or its
/// time is over. <paramref name="Origin"/> and <paramref name="OriginId"/> say what it belongs to;
/// <paramref name="Slice"/> is its place there. <paramref name="AfterSlice"/>: it starts when that slice of the same
/// symbol is filled completely, and not at all otherwise. Quantity in whole shares, money in dollars.
/// <paramref name="PlanEnds"/>: market time from which the plan that it is part of is too old to be sent; null without one.
/// </summary>
public sealed record ParentOrder(
    OrderOrigin Origin,
    string OriginId,
    CycleId? Cycle,
    Symbol Symbol,
    Side Side,
    decimal Quantity,
    decimal ReferencePrice,
    decimal EstimatedCost,
    bool Reduces,
    int Slice,
    int? AfterSlice,
    DateTimeOffset? PlanEnds = null
);
