using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api.Protocol;

/// <summary>What the generated description can't know by itself: how the fund writes its types, keys, scopes, versions.</summary>
public static class OpenApiDocument
{
    private const string KeyScheme = "apiKey";
    private const string BearerScheme = "bearer";

    private static readonly Dictionary<Type, (JsonSchemaType Type, string? Format)> Written = new()
    {
        [typeof(decimal)] = (JsonSchemaType.String, "decimal"),
        [typeof(double)] = (JsonSchemaType.Number | JsonSchemaType.Null, "double"),
        [typeof(long)] = (JsonSchemaType.Integer, "int64"),
        [typeof(int)] = (JsonSchemaType.Integer, "int32"),
        [typeof(DateTimeOffset)] = (JsonSchemaType.String, "date-time"),
    };

    /// <summary>Described once for all who refer to them, which say themselves whether null is possible.</summary>
    private static readonly HashSet<Type> Identities =
    [
        typeof(Symbol),
        typeof(CycleId),
        typeof(StrategyId),
        typeof(ClientOrderId),
        typeof(BrokerOrderId),
        typeof(Sector),
    ];

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = d =>
            d.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true
            || d.RelativePath?.StartsWith("health/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "QuantFund",
                    Version = "v1",
                    Description =
                        "Money, prices and quantities are strings; fractions, weights and scores numbers; times ISO-8601 UTC. "
                        + "Every error is problem+json with a traceId. Every POST honours an Idempotency-Key for 24 hours.",
                };
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(
                    StringComparer.Ordinal
                )
                {
                    [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
                    [KeyScheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.ApiKey,
                        In = ParameterLocation.Header,
                        Name = ApiKeyHandler.Header,
                    },
                };
                return Task.CompletedTask;
            }
        );
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                var inner = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
                var type = inner ?? context.JsonTypeInfo.Type;
                if (Identities.Contains(type))
                    (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.String, null, null);
                else if (Written.TryGetValue(type, out var written))
                    (schema.Type, schema.Format, schema.Pattern) = (
                        inner is null ? written.Type : written.Type | JsonSchemaType.Null,
                        written.Format,
                        null
                    );
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(DescribeAsync);
    }

    private static Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
            return Task.CompletedTask;
        foreach (var scheme in new[] { BearerScheme, KeyScheme })
            (operation.Security ??= []).Add(
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }
            );
        if (metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy is { } scope)
            operation.Description = $"{operation.Description} Scope: `{scope}`.".TrimStart();
        if (string.Equals(context.Description.HttpMethod, HttpMethods.Post, StringComparison.OrdinalIgnoreCase))
            (operation.Parameters ??= []).Add(
                new OpenApiParameter
                {
                    Name = Idempotency.Header,
                    In = ParameterLocation.Header,
                    Description = "A repetition within 24 hours gets the first answer again.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
                }
            );
        return Task.CompletedTask;
    }
}
