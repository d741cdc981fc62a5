using System.Buffers;
using System.IO.Pipelines;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using QuantFund.Core.Fund.Commands;
using QuantFund.Web.Api.Protocol;

namespace QuantFund.Web.Api;

/// <summary>
/// What a request to halt asks for. Unlike every other body it is never refused: whatever of it can't be read is left out,
/// said in <see cref="Ignored"/>, and the halt is carried out all the same.
/// </summary>
public sealed record HaltAsk(string Reason, bool CancelOrders, bool Flatten, IReadOnlyList<string> Ignored)
    : IBindableFromHttpContext<HaltAsk>,
        IEndpointParameterMetadataProvider
{
    /// <summary>A halt fits a hundred times; the rest of a longer body is not waited for.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>Wall time that a body is waited for: a caller that is slow to say why must not delay the halt.</summary>
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(1);

    public static async ValueTask<HaltAsk?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var ignored = new List<string>();
        ignored.AddRange(context.Request.Query.Keys.Select(k => $"The query parameter '{Shown(k)}' is unknown."));
        return Read(await BytesAsync(context, ignored), ignored);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        // Any content type, or the routing itself would refuse a halt that a shell sent as a form.
        builder.Metadata.Add(new AcceptsMetadata(["application/json", "*/*"], typeof(HaltBody), isOptional: true));

    /// <summary>Reads what can be read of a body.</summary>
    public static HaltAsk Read(ReadOnlySpan<byte> body, IReadOnlyList<string>? before = null)
    {
        var ignored = new List<string>(before ?? []);
        var (reason, cancel, flatten) = ((string?)null, true, false);
        if (body.IsEmpty)
            return new HaltAsk(Halting.Mended(reason), cancel, flatten, ignored);
        try
        {
            using var document = JsonDocument.Parse(
                JsonText.WithWholeCharacters(Encoding.UTF8.GetString(body)),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                ignored.Add("The body is no JSON object.");
            else
                foreach (var field in document.RootElement.EnumerateObject())
                    switch (field.Name.ToUpperInvariant())
                    {
                        case "REASON":
                            reason = TextOf(field.Value);
                            break;
                        case "CANCELORDERS":
                            cancel = Flag(field, cancel, ignored);
                            break;
                        case "FLATTEN":
                            flatten = Flag(field, flatten, ignored);
                            break;
                        default:
                            ignored.Add($"The field '{Shown(field.Name)}' is unknown.");
                            break;
                    }
        }
        catch (JsonException)
        {
            ignored.Add("The body is no valid JSON.");
        }
        var mended = Halting.Mended(reason);
        if (!string.IsNullOrWhiteSpace(reason) && !string.Equals(mended, reason.Trim(), StringComparison.Ordinal))
            ignored.Add("Of the reason what is too long, or can't be stored.");
        return new HaltAsk(mended, cancel, flatten, ignored);
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };

    private static bool Flag(JsonProperty field, bool absent, List<string> ignored)
    {
        if (field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return field.Value.GetBoolean();
        if (field.Value.ValueKind != JsonValueKind.Null)
            ignored.Add($"'{field.Name}' is neither true nor false; it counts as {(absent ? "true" : "false")}.");
        return absent;
    }

    private static string Shown(string name) => OutsideText.Mended(name, OutsideText.MostName, "");

    private static async Task<byte[]> BytesAsync(HttpContext context, List<string> ignored)
    {
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (size is { IsReadOnly: false })
            size.MaxRequestBodySize = null;
        var reader = context.Request.BodyReader;
        await using var late = context
            .RequestServices.GetRequiredService<TimeProvider>()
            .CreateTimer(static r => ((PipeReader)r!).CancelPendingRead(), reader, MostWait, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(CancellationToken.None);
                var whole = read.IsCompleted && read.Buffer.Length <= MostBytes;
                if (whole || read.IsCanceled || read.Buffer.Length > MostBytes)
                {
                    var bytes = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, MostBytes)).ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    if (!whole)
                        ignored.Add(read.IsCanceled ? "The rest of the body did not come." : "The body is too long.");
                    return bytes;
                }
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (IOException)
        {
            ignored.Add("The body could not be read.");
            return [];
        }
    }
}

/// <summary>The fields of a halt: open orders are cancelled unless told otherwise; positions are kept unless told otherwise.</summary>
public sealed record HaltBody(string? Reason, bool? CancelOrders, bool? Flatten);
