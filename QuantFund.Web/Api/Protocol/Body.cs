using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;

namespace QuantFund.Web.Api.Protocol;

/// <summary>A request body's own rules, beyond the types of its fields. Every field is nullable: absent is told from wrong.</summary>
public interface IRequestBody
{
    IEnumerable<FieldError> Errors();
}

/// <summary>A body that could not be read; <see cref="RequestChecks"/> answers it before the handler runs.</summary>
public interface IReadBody
{
    IReadOnlyList<FieldError> Errors { get; }
}

/// <summary>
/// The JSON body of a request, read strictly: unknown fields and wrong types are told by name, all at once. No body at all
/// is the empty object.
/// </summary>
[SuppressMessage("Design", "CA1000", Justification = "The framework's binding interfaces ask for static members.")]
public sealed class Body<T> : IReadBody, IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody
{
    private readonly T? value;

    private Body(T? value, IReadOnlyList<FieldError> errors)
    {
        this.value = value;
        Errors = errors;
    }

    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>There whenever a handler runs.</summary>
    public T Value => value ?? throw new InvalidOperationException("The body was not valid.");

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        var content = bytes.ToArray();
        context.Items[BodyHash.Key] = SHA256.HashData(content);
        var (value, errors) = StrictJson.Read<T>(content.Length == 0 ? "{}"u8.ToArray() : content);
        return new Body<T>(value, value is null ? errors : [.. value.Errors()]);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: true));
}

/// <summary>The hash of the body as it came, for repeated requests.</summary>
public static class BodyHash
{
    internal static readonly object Key = new();

    public static byte[] Of(HttpContext context) => context.Items[Key] as byte[] ?? [];
}

/// <summary>The body of a call that takes none; <c>{}</c> passes.</summary>
public sealed record NoFields : IRequestBody
{
    public IEnumerable<FieldError> Errors() => [];
}
