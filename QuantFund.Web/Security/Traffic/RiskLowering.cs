namespace QuantFund.Web.Security.Traffic;

/// <summary>
/// Marks an endpoint whose act only lowers risk (halt, cancel, reject): whoever may do it is never kept waiting by a
/// limiter, however much else comes from the same key or address.
/// </summary>
public sealed record RiskLowering
{
    public static bool Is(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RiskLowering>() is not null;
}
